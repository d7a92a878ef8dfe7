import type { EvidenceStore } from '../../aws/evidence-store';
import type { RunSummary } from '../../domain/run/run-summary';
import { baseOf } from '../contract';

/** The audit that a step belongs to, and where its objects lie. */
export interface StepScope {
  readonly accountId: string;
  readonly guardrail: RunSummary['guardrail'];
  readonly store: EvidenceStore;
}

/** Where the audit keeps its objects. */
export const baseIn = ({ accountId, guardrail }: Pick<StepScope, 'accountId' | 'guardrail'>): string =>
  baseOf(accountId, guardrail);
