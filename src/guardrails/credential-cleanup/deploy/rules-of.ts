import { auditRulesOf, type RuledBy as AuditRuledBy } from '../../../audit/deploy/rules-of';
import type { WholeDeployment } from '../../../foundation/whole-deployment';
import { CREDENTIAL_CLEANUP } from '../contract';
import type { Rules } from '../rules';
import { modeOf, type CredentialCleanupSettings } from '../settings';

/** The settings that the rules are made of. */
export interface RuledBy extends AuditRuledBy {
  readonly credentialCleanup: CredentialCleanupSettings;
}

/** What the guardrail judges by. */
export function cleanupRulesOf(settings: RuledBy, whole: WholeDeployment): Rules {
  const { warnDays, releasedDays, keys, users, roles } = settings.credentialCleanup;
  return {
    ...{ ...auditRulesOf(settings, whole, [CREDENTIAL_CLEANUP]), mode: modeOf(settings.credentialCleanup) },
    ...{ warnDays, releasedDays, keys, users, roles },
  };
}
