import type { EvidenceStore } from '../../aws/evidence-store';

/** The audit that a step belongs to, and where its objects lie. */
export interface StepScope {
  readonly accountId: string;
  /** Name of the guardrail whose audit it is. */
  readonly guardrail: string;
  readonly store: EvidenceStore;
}
