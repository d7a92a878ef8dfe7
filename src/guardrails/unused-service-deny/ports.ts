import type { ChangePorts as RecordedChangePorts, PlanPorts as RecordedPlanPorts } from '../../audit/recorded/carry';
import type { RecordedPorts } from '../../audit/recorded/guardrail';
import type { BatchPorts as RecordedBatchPorts } from '../../audit/recorded/judge';
import type { InventoryPorts as RecordedInventoryPorts } from '../../audit/recorded/list';
import type { SummaryPorts as RecordedSummaryPorts } from '../../audit/recorded/sum-up';
import type { AccessAdvisor } from '../../aws/iam/access-advisor';
import type { ManagedPolicies, PolicyQuotas } from '../../aws/iam/managed-policies';
import type { OwnGroups } from '../../aws/iam/own-groups';
import type { Paced } from '../../aws/iam/paced';
import type { PrincipalPolicies } from '../../aws/iam/attached-policies';
import type { RefusedCallsReader } from '../../aws/logs/refused-calls';
import type { TellOncePorts } from '../../changes/tell-once';
import type { Clock } from '../../domain/clock';
import type { Hold } from '../../domain/ledger/hold';
import type { Sha256 } from '../../domain/policy/content-name';
import type { OwnPolicies } from '../../domain/policy/own-policies';
import type { DenyLedger, ServicesDenied } from './kinds';
import type { Rules } from './rules';

/** The guardrail's own rules, instead of those of every audit. */
type Ruled<Ports> = Omit<Ports, 'rules'> & { readonly rules: Rules };

/** How many managed policies a user may have, and how many groups it and the account. */
export type UserQuotas = Pick<PolicyQuotas, 'attachedPerUserQuota' | 'groups' | 'groupsQuota' | 'groupsPerUserQuota'>;

export interface InventoryPorts extends Ruled<RecordedInventoryPorts> {
  readonly sha256: Sha256;
  readonly quotas: (paced: Paced) => Promise<UserQuotas>;
  /** Reads what the trail says of refused calls. Absent: no trail of the deployment writes to a log group. */
  readonly refusedCalls?: RefusedCallsReader | undefined;
}

export interface BatchPorts extends RecordedBatchPorts<Rules> {
  readonly sha256: Sha256;
  /** For waits. */
  readonly clock: Clock;
  readonly advisor: AccessAdvisor;
  readonly ledger: Pick<DenyLedger, 'historyOf'>;
  /** Which users a person has released, and when; `*` is everybody. */
  readonly holds: () => Promise<readonly Pick<Hold, 'principalId' | 'at'>[]>;
}

export interface PlanPorts extends Ruled<RecordedPlanPorts<ServicesDenied>> {
  readonly sha256: Sha256;
  /** For the waits between two looks. */
  readonly clock: Clock;
  readonly policies: (own: OwnPolicies, paced: Paced) => ManagedPolicies;
  readonly telling: TellOncePorts;
}

export interface ChangePorts extends Ruled<RecordedChangePorts<ServicesDenied>> {
  readonly sha256: Sha256;
  readonly userPolicies: (paced: Paced) => PrincipalPolicies;
  readonly policies: (own: OwnPolicies, paced: Paced) => Pick<ManagedPolicies, 'read'>;
  /** Groups on a path of the project's. */
  readonly groups: (path: string, paced: Paced) => OwnGroups;
}

/** What every step of a run is given, wherever it runs. */
export type RunPorts = Ruled<RecordedPorts>;

export type SummaryPorts = Ruled<RecordedSummaryPorts>;
