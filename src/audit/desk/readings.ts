import type { AccessKeys } from '../../aws/iam/access-keys';
import type { AccessAdvisor } from '../../aws/iam/access-advisor';
import type { DetailsFilter, DetailsPage } from '../../aws/iam/authorization-details';
import type { ReportLines } from '../../aws/iam/credential-report';
import type { LastSeen } from '../../aws/iam/last-seen';
import type { PolicyQuotas } from '../../aws/iam/managed-policies';
import type { Paced } from '../../aws/iam/paced';
import type { ResourcePolicies } from '../../aws/resource-policies/policies';
import type { Hold } from '../../domain/ledger/hold';
import type { OwnPolicies } from '../../domain/policy/own-policies';
import type { ResourceReading } from '../../domain/policy/resource-services';
import type { RecordedEntry } from '../../domain/recorded-change/entry';
import type { Kinds, RecordedChange } from '../../domain/recorded-change/kinds';
import type { AskedRoles, AskedService } from '../../domain/service-roles/asked';
import type { AnalyzedAccess, UnusedAccess } from '../../domain/unused-access/finding';
import type { ReadObject } from '../run/exemptions-object';

/** Everything that runs which change nothing read of an account: from AWS, or from a snapshot of it. */
export interface AccountReadings {
  readonly accountId: string;
  /** @param only what is to be on the pages. @default everything */
  readonly pages: (paced: Paced, only?: readonly DetailsFilter[]) => AsyncIterable<DetailsPage>;
  readonly credentialReport: (paced: Paced) => Promise<ReportLines>;
  readonly advisor: AccessAdvisor;
  readonly quotas: (paced: Paced) => Promise<PolicyQuotas>;
  readonly accessKeys: (paced: Paced) => Pick<AccessKeys, 'of' | 'lastUsedAt'>;
  readonly lastSeen: (paced: Paced) => Pick<LastSeen, 'undated'>;
  /** What IAM Access Analyzer finds unused. It never fails: what cannot be read is said. */
  readonly unusedAccess: (paced: Paced, needsDetails: (finding: UnusedAccess) => boolean) => Promise<AnalyzedAccess>;
  /** Asks services in Regions which roles they use; what one did not say is in its answer. */
  readonly rolesInUse: (
    services: readonly AskedService[],
    regions: readonly string[],
  ) => Promise<readonly AskedRoles[]>;
  readonly resources: (own: OwnPolicies, reading: ResourceReading | undefined) => Promise<ResourcePolicies>;
  readonly readObject: ReadObject;
  readonly remembered: Remembered;
}

/** What the ledger of a deployment remembers of the account; nothing where there is none. */
export interface Remembered {
  /** Why principals are left as they are for the sake of what another guardrail found, by unique id. */
  readonly leftElsewhere: ReadonlyMap<string, string>;
  /** Every open entry of a guardrail, oldest first. */
  readonly allOpen: <C extends RecordedChange>(
    guardrail: string,
    kinds: Kinds<C>,
  ) => Promise<readonly RecordedEntry<C>[]>;
  /** Every entry of a principal, newest first within each slot. */
  readonly historyOf: <C extends RecordedChange>(
    guardrail: string,
    kinds: Kinds<C>,
    principalId: string,
  ) => Promise<readonly RecordedEntry<C>[]>;
  /** Which principals a person has released, and when. */
  readonly holds: (guardrail: string) => Promise<readonly Hold[]>;
}
