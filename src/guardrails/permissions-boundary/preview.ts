import { describedNames, type Described } from '../../audit/deploy/described';
import { deskPorts, type Desk } from '../../audit/desk/desk';
import type { GuardrailPreview } from '../../audit/desk/guardrail';
import { entriesIn } from '../../audit/desk/entries';
import { runAtDesk } from '../../audit/desk/run';
import { deskTelling } from '../../audit/desk/telling';
import { batchInputOf } from '../../audit/payloads/batch';
import { planInputOf } from '../../audit/payloads/plan';
import { inventoryInputOf, type Run } from '../../audit/payloads/run';
import { summaryInputOf } from '../../audit/payloads/summary';
import { boundaryTextsIn } from './apply/plan/boundary-texts';
import { planTelling } from './apply/tell';
import { boundedSubject } from './bounded-subject';
import { batch, inventory, payloadScope, plan, summed } from './composition';
import { PERMISSIONS_BOUNDARY } from './contract';
import { boundaryPermissionsBy } from './deploy/permissions-by';
import { boundaryRulesOf, type RuledBy } from './deploy/rules-of';
import { ownOf } from './gather';
import { BOUNDARY_KINDS } from './kinds';
import { boundaryTable } from './report/table';
import { pageOf, TITLE } from './report/page';
import type { Rules } from './rules';
import { isSuccess } from './run-summary';

type Given = Described<RuledBy>;

/** Looks who would get which boundary. */
export const permissionsBoundary = {
  ...{ name: PERMISSIONS_BOUNDARY, title: TITLE },
  entries: (remembered) => entriesIn(remembered, PERMISSIONS_BOUNDARY, BOUNDARY_KINDS),
  preview(given, run, desk) {
    return preview(given, observing(given), run, desk);
  },
  permissions(given, accountId) {
    const rules = observing(given);
    const named = { guardrail: PERMISSIONS_BOUNDARY, opens: 'Boundaries', rules };
    const { narrowed, deployment } = describedNames(given, accountId, named);
    return boundaryPermissionsBy(given.settings, narrowed, deployment);
  },
} satisfies GuardrailPreview<Given>;

/** The rules of the deployment that the settings describe, for a run that only looks. */
function observing({ settings, names, whole }: Given): Rules {
  const own = { ...settings.permissionsBoundary, mode: 'observe' as const };
  const rules = boundaryRulesOf({ ...settings, permissionsBoundary: own }, names, whole);
  if (rules === undefined) throw new Error('boundaries that are observed have rules');
  return rules;
}

async function preview({ settings, whole }: Given, rules: Rules, run: Run, desk: Desk) {
  const { readings, now, sha256 } = desk;
  const { accountId, advisor, remembered, resources } = readings;
  const openBoundaries = () => remembered.allOpen(PERMISSIONS_BOUNDARY, BOUNDARY_KINDS);
  const ports = {
    ...{ ...deskPorts(desk, rules), advisor, openBoundaries, resources },
    ...planTelling(deskTelling(desk.warn), { accountId, rules, sha256, now }),
    deployedMode: settings.permissionsBoundary.mode,
    openIncidents: () => Promise.resolve(new Set(remembered.leftElsewhere.keys())),
    holds: () => remembered.holds(PERMISSIONS_BOUNDARY),
  };
  const scope = () => payloadScope(ports);
  const { summary, ...ended } = await runAtDesk(
    run,
    {
      inventory: (event) => inventory(inventoryInputOf(event, { now: now() }), ports),
      batch: (event) => batch(batchInputOf(event, scope(), boundedSubject), ports),
      plan: (event) => plan(planInputOf(event, scope()), ports),
      summed: (event) => summed(summaryInputOf(event, scope()), ports),
    },
    rules,
    desk,
  );
  const { counts, principals, remarks = [], endingExemptions = [] } = summary;
  const texts = await boundaryTextsIn(ended.prefix, desk.store);
  const release = {
    ...{ region: settings.region, releaseFunction: whole.releaseFunction },
    ...{ own: ownOf({ accountId, rules }), runbook: rules.runbook },
  };
  return {
    ...{ ...ended, remarks, endingExemptions, isSuccess: isSuccess(counts) },
    counts: { ...counts, first: principals.filter(({ boundary }) => boundary?.kind === 'withheld').length },
    ...{ table: boundaryTable(principals), page: pageOf(summary, { ...release, texts }) },
  };
}
