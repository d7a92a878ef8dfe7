import type { ChangePorts as RecordedChangePorts, PlanPorts as RecordedPlanPorts } from '../../audit/recorded/carry';
import type { BatchPorts as RecordedBatchPorts } from '../../audit/recorded/judge';
import type { InventoryPorts as RecordedInventoryPorts } from '../../audit/recorded/list';
import type { SlotSet } from '../../audit/recorded/slot-set';
import type { SummaryPorts as RecordedSummaryPorts } from '../../audit/recorded/sum-up';
import type { AccessKeys } from '../../aws/iam/access-keys';
import type { ReadCredentialReport } from '../../aws/iam/credential-report';
import type { Paced } from '../../aws/iam/paced';
import type { Hold } from '../../domain/ledger/hold';
import type { Rules } from './rules';

/** The guardrail's own rules, instead of those of every audit. */
type Ruled<Ports> = Omit<Ports, 'rules'> & { readonly rules: Rules };

export interface InventoryPorts extends Ruled<RecordedInventoryPorts> {
  readonly lastUses: (paced: Paced) => ReadCredentialReport;
}

export interface BatchPorts extends RecordedBatchPorts<Rules> {
  readonly accessKeys: (paced: Paced) => Pick<AccessKeys, 'of'>;
  /** Which principals a person has released, and when; `*` is everybody. */
  readonly holds: () => Promise<readonly Pick<Hold, 'principalId' | 'at'>[]>;
}

export type PlanPorts = Ruled<RecordedPlanPorts<SlotSet>>;

export interface ChangePorts extends Ruled<RecordedChangePorts<SlotSet>> {
  readonly accessKeys: (paced: Paced) => AccessKeys;
}

export type SummaryPorts = Ruled<RecordedSummaryPorts>;
