import { auditRulesOf, type RuledBy as AuditRuledBy } from '../../../audit/deploy/rules-of';
import { mailAddressIn } from '../../../domain/notice/mail-address';
import type { Names } from '../../../foundation/names';
import type { WholeDeployment } from '../../../foundation/whole-deployment';
import { CREDENTIAL_CLEANUP, denyNamePrefixOf } from '../contract';
import type { Rules } from '../rules';
import { modeOf, type CredentialCleanupSettings } from '../settings';

/** The settings that the rules are made of. */
export interface RuledBy extends AuditRuledBy {
  readonly credentialCleanup: CredentialCleanupSettings;
  readonly partition: string;
  readonly namePrefix: string;
}

/** What the guardrail judges by. */
export function cleanupRulesOf(
  settings: RuledBy,
  { rolePath }: Pick<Names, 'rolePath'>,
  whole: WholeDeployment,
): Rules {
  const { warnDays, releasedDays, keys, users, roles, ownerTag, ownerMails, analyzer } = settings.credentialCleanup;
  return {
    ...{ ...auditRulesOf(settings, whole, [CREDENTIAL_CLEANUP]), mode: modeOf(settings.credentialCleanup) },
    ...{ warnDays, releasedDays, keys, users, roles, ownerTag, analyzer },
    ...(ownerMails !== undefined && { ownerMails: mailedBy(ownerMails) }),
    denyPolicies: {
      ...{ partition: settings.partition, path: rolePath, namePrefix: denyNamePrefixOf(settings.namePrefix) },
      denyPolicyName: whole.denyPolicyName,
    },
  };
}

/** Domains are the same however they are written, and conditions of IAM tell cases apart. */
function mailedBy({
  from,
  domains,
  region,
}: NonNullable<CredentialCleanupSettings['ownerMails']>): Rules['ownerMails'] {
  return {
    from: mailAddressIn(from)?.address ?? from,
    domains: domains.map((one) => one.toLowerCase()),
    ...(region !== undefined && { region }),
  };
}
