import type { EvidenceStore } from '../../aws/evidence-store';
import type { RunSummary } from '../../domain/run/run-summary';

/** The audit that a step belongs to, and where its objects lie. */
export interface StepScope {
  readonly accountId: string;
  readonly guardrail: RunSummary['guardrail'];
  readonly store: EvidenceStore;
}
