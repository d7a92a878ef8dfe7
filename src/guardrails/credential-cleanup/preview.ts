import { describedNames, type Described } from '../../audit/deploy/described';
import { deskPorts } from '../../audit/desk/desk';
import type { GuardrailPreview } from '../../audit/desk/guardrail';
import { entriesIn } from '../../audit/desk/entries';
import { recordedAtDesk } from '../../audit/desk/recorded';
import { deskTelling } from '../../audit/desk/telling';
import type { AskedService } from '../../domain/service-roles/asked';
import { batch, inventory, plan, summed } from './composition';
import { CREDENTIAL_CLEANUP } from './contract';
import { cleanupPermissionsBy } from './deploy/permissions-by';
import { cleanupRulesOf, type RuledBy } from './deploy/rules-of';
import { CLEANUP_KINDS } from './kinds';
import { pageOf } from './report/page';
import { modeOf } from './settings';
import { CREDENTIALS } from './words';

type Given = Described<RuledBy>;
type Summary = Awaited<ReturnType<typeof summed>>;

/** Looks which users, access keys and roles nobody uses, and what would become of them. */
export const credentialCleanup = {
  ...{ name: CREDENTIAL_CLEANUP, title: CREDENTIALS.words.title },
  entries: (remembered) => entriesIn(remembered, CREDENTIAL_CLEANUP, CLEANUP_KINDS),
  // The thresholds are the switch: where nothing is to be reported there is nothing to look for.
  preview: (given, run, desk) =>
    modeOf(given.settings.credentialCleanup) === 'off' ? undefined : preview(given, run, desk),
  permissions(given, accountId) {
    const rules = observing(given);
    const named = { guardrail: CREDENTIAL_CLEANUP, opens: 'Disabled', rules };
    const { narrowed, deployment } = describedNames(given, accountId, named);
    return cleanupPermissionsBy(given.settings, rules, narrowed, deployment);
  },
} satisfies GuardrailPreview<Given>;

const observing = ({ settings, names, whole }: Given) => ({
  ...cleanupRulesOf(settings, names, whole),
  mode: 'observe' as const,
});

async function preview(...[{ settings, names, whole }, run, desk]: Parameters<GuardrailPreview<Given>['preview']>) {
  const rules = observing({ settings, names, whole });
  const { accessKeys, lastSeen, unusedAccess, rolesInUse, remembered } = desk.readings;
  const ports = {
    ...{ ...deskPorts(desk, rules), accessKeys, lastSeen, unusedAccess, telling: deskTelling(desk.warn) },
    rolesInUse: (services: readonly AskedService[]) => rolesInUse(services, rules.roles.regions),
    ledger: {
      allOpen: () => remembered.allOpen(CREDENTIAL_CLEANUP, CLEANUP_KINDS),
    },
    holds: () => remembered.holds(CREDENTIAL_CLEANUP),
  };
  const shown = {
    words: CREDENTIALS.words.change,
    page: (summary: Summary) => pageOf(summary, { region: settings.region, releaseFunction: whole.releaseFunction }),
  };
  return recordedAtDesk(run, { inventory, batch, plan, summed }, ports, shown, desk);
}
