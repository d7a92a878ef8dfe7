import type { EvidenceStore } from '../../aws/evidence-store';
import type { RunLease } from '../lease/run-lease';

/** The audit that a step belongs to, and where its objects lie. */
export interface StepScope {
  readonly accountId: string;
  /** Name of the guardrail whose audit it is. */
  readonly guardrail: string;
  readonly store: EvidenceStore;
  /** Every step that calls IAM takes it first, and the last step gives it back. */
  readonly lease: RunLease;
}
