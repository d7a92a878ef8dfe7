import type { ManagedPolicies } from '../../aws/iam/managed-policies';
import type { Paced } from '../../aws/iam/paced';
import type { Clock } from '../../domain/clock';
import { credentialReportOf } from '../../domain/credentials/credential-report';
import type { PinnedGroup } from '../../domain/identity/admin-groups';
import type { Sha256 } from '../../domain/policy/content-name';
import type { RecordedPorts } from '../recorded/guardrail';
import type { ErrorKinds } from '../recorded/gather-each';
import type { AuditRules } from '../rules';
import type { AccountReadings } from './readings';

/** What a run at a desk is given: it looks at an account, changes nothing, and keeps what it finds in a folder. */
export interface Desk extends Pick<RecordedPorts, 'store' | 'now' | 'pace' | 'log'>, ErrorKinds {
  readonly readings: AccountReadings;
  readonly sha256: Sha256;
  /** For waits. */
  readonly clock: Clock;
  /** Says what the person at the desk has to know. */
  readonly warn: (line: string) => void;
}

/** What every step is given, by the rules of a guardrail. A run at a desk writes to no ledger, so it waits for nobody's lease. */
export function deskPorts<R extends AuditRules>(desk: Desk, rules: R) {
  const { readings, store, now, pace, log, sha256, clock, isDenied, isExpired } = desk;
  const { accountId, pages, readObject, credentialReport } = readings;
  return {
    ...{ accountId, rules, store, now, pace, log, sha256, clock, isDenied, isExpired },
    ...{ pages, readObject },
    lastUses: (paced: Paced) => async () => {
      const { lines, generatedAt } = await credentialReport(paced);
      return credentialReportOf(lines, generatedAt);
    },
    leases: { take: () => Promise.resolve(undefined), giveBack: () => Promise.resolve() },
    // Only a plan of Terraform knows the ids that the settings do not pin.
    adminGroups: rules.adminGroups satisfies readonly PinnedGroup[],
    quotas: readings.quotas,
    policies: (_own: unknown, paced: Paced) => quotasOnly(readings, paced),
    leftElsewhere: () => Promise.resolve(readings.remembered.leftElsewhere),
  };
}

/** A plan that is only looked at asks for the account's quotas, and for no policy. */
function quotasOnly({ quotas }: Pick<AccountReadings, 'quotas'>, paced: Paced): ManagedPolicies {
  const refused = () => Promise.reject(new Error('a run that only looks reads no policy by itself, and changes none'));
  return {
    quotas: () => quotas(paced),
    ...{ read: refused, versions: refused, textOf: refused, unused: refused },
    ...{ create: refused, createVersion: refused, setDefault: refused, deleteVersion: refused, delete: refused },
  };
}
