import { describedNames, type Described } from '../../audit/deploy/described';
import { deskPorts } from '../../audit/desk/desk';
import type { GuardrailPreview } from '../../audit/desk/guardrail';
import { entriesIn } from '../../audit/desk/entries';
import { recordedAtDesk } from '../../audit/desk/recorded';
import { deskTelling } from '../../audit/desk/telling';
import { batch, inventory, plan, summed } from './composition';
import { UNUSED_SERVICE_DENY } from './contract';
import { denyPermissionsBy } from './deploy/permissions-by';
import { denyRulesOf, type RuledBy } from './deploy/rules-of';
import { DENY_KINDS } from './kinds';
import { pageOf } from './report/page';
import { ownDenies } from './rules';
import { SERVICE_DENIES } from './words';

type Given = Described<RuledBy>;
type Summary = Awaited<ReturnType<typeof summed>>;

/** Looks which services would be denied to which users. */
export const unusedServiceDeny = {
  ...{ name: UNUSED_SERVICE_DENY, title: SERVICE_DENIES.words.title },
  entries: (remembered) => entriesIn(remembered, UNUSED_SERVICE_DENY, DENY_KINDS),
  async preview({ settings, names, whole }, run, desk) {
    const rules = observing({ settings, names, whole });
    const { advisor, remembered } = desk.readings;
    const ports = {
      ...{ ...deskPorts(desk, rules), advisor, telling: deskTelling(desk.warn) },
      ledger: {
        allOpen: () => remembered.allOpen(UNUSED_SERVICE_DENY, DENY_KINDS),
        historyOf: (_account: string, id: string) => remembered.historyOf(UNUSED_SERVICE_DENY, DENY_KINDS, id),
      },
      holds: () => remembered.holds(UNUSED_SERVICE_DENY),
    };
    const place = { region: settings.region, releaseFunction: whole.releaseFunction };
    const shown = {
      words: SERVICE_DENIES.words.change,
      page: (summary: Summary) => pageOf(summary, { ...place, own: ownDenies(rules, desk.readings.accountId) }),
    };
    return recordedAtDesk(run, { inventory, batch, plan, summed }, ports, shown, desk);
  },
  permissions(given, accountId) {
    const rules = observing(given);
    const named = { guardrail: UNUSED_SERVICE_DENY, opens: 'Denies', rules };
    const { narrowed, deployment } = describedNames(given, accountId, named);
    return denyPermissionsBy(rules, narrowed, deployment);
  },
} satisfies GuardrailPreview<Given>;

const observing = ({ settings, names, whole }: Given) => ({
  ...denyRulesOf(settings, names, whole),
  mode: 'observe' as const,
});
