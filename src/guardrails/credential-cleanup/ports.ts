import type { ChangePorts as RecordedChangePorts, PlanPorts as RecordedPlanPorts } from '../../audit/recorded/carry';
import type { RecordedPorts } from '../../audit/recorded/guardrail';
import type { BatchPorts as RecordedBatchPorts } from '../../audit/recorded/judge';
import type { InventoryPorts as RecordedInventoryPorts } from '../../audit/recorded/list';
import type { SlotSet } from '../../audit/recorded/slot-set';
import type { SummaryPorts as RecordedSummaryPorts } from '../../audit/recorded/sum-up';
import type { AccessKeys } from '../../aws/iam/access-keys';
import type { PrincipalPolicies } from '../../aws/iam/attached-policies';
import type { ReadCredentialReport } from '../../aws/iam/credential-report';
import type { LastSeen } from '../../aws/iam/last-seen';
import type { ManagedPolicies, PolicyQuotas } from '../../aws/iam/managed-policies';
import type { Paced } from '../../aws/iam/paced';
import type { RecordedLedger } from '../../aws/ledger/recorded';
import type { SendMail } from '../../aws/ses/mailer';
import type { DeletionPorts } from '../../changes/deletion/delete-principal';
import type { TellOncePorts } from '../../changes/tell-once';
import type { Clock } from '../../domain/clock';
import type { Hold } from '../../domain/ledger/hold';
import type { Sha256 } from '../../domain/policy/content-name';
import type { OwnPolicies } from '../../domain/policy/own-policies';
import type { AskedRoles, AskedService } from '../../domain/service-roles/asked';
import type { AskAnalyzers } from './gather/analysis';
import type { Rules } from './rules';

/** The guardrail's own rules, instead of those of every audit. */
type Ruled<Ports> = Omit<Ports, 'rules'> & { readonly rules: Rules };

/** How many managed policies a user may have, and a role. */
export type AttachmentQuotas = Pick<PolicyQuotas, 'attachedPerUserQuota' | 'attachedPerRoleQuota'>;

export interface InventoryPorts extends Ruled<RecordedInventoryPorts> {
  readonly lastUses: (paced: Paced) => ReadCredentialReport;
  readonly unusedAccess: AskAnalyzers;
  readonly quotas: (paced: Paced) => Promise<AttachmentQuotas>;
  /** Asks services which roles they use; what one did not say is in its answer. */
  readonly rolesInUse: (services: readonly AskedService[]) => Promise<readonly AskedRoles[]>;
}

export interface BatchPorts extends RecordedBatchPorts<Rules> {
  readonly sha256: Sha256;
  readonly accessKeys: (paced: Paced) => Pick<AccessKeys, 'of' | 'lastUsedAt'>;
  readonly lastSeen: (paced: Paced) => Pick<LastSeen, 'undated'>;
  /** What the guardrail has disabled. */
  readonly ledger: Pick<RecordedLedger<SlotSet>, 'allOpen'>;
  /** Which principals a person has released, and when; `*` is everybody. */
  readonly holds: () => Promise<readonly Pick<Hold, 'principalId' | 'at'>[]>;
}

export interface PlanPorts extends Ruled<RecordedPlanPorts<SlotSet>> {
  readonly sha256: Sha256;
  /** For the waits between two looks. */
  readonly clock: Clock;
  readonly policies: (own: OwnPolicies, paced: Paced) => ManagedPolicies;
  readonly telling: TellOncePorts;
}

export interface ChangePorts extends Ruled<RecordedChangePorts<SlotSet>> {
  readonly sha256: Sha256;
  readonly accessKeys: (paced: Paced) => AccessKeys;
  readonly lastSeen: (paced: Paced) => LastSeen;
  readonly userPolicies: (paced: Paced) => PrincipalPolicies;
  readonly rolePolicies: (paced: Paced) => PrincipalPolicies;
  readonly policies: (own: OwnPolicies, paced: Paced) => Pick<ManagedPolicies, 'read'>;
  readonly deletion: (paced: Paced) => Omit<DeletionPorts, 'now'>;
}

/** What every step of a run is given, wherever it runs. */
export type RunPorts = Ruled<RecordedPorts>;

export interface SummaryPorts extends Ruled<RecordedSummaryPorts> {
  readonly sha256: Sha256;
  /** Who sends mails, from one address. */
  readonly mailBy: (sender: NonNullable<Rules['ownerMails']>) => SendMail;
}
