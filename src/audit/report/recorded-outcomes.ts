import { EVIDENCE_FAILED } from '../../domain/run/reasons';
import type { LeftForNow } from '../recorded/plan';
import type { RecordedRow } from '../recorded/row';

type Row = Pick<RecordedRow<never>, 'decision' | 'outcome'>;

/** Why a plan leaves a principal of which the next run says the same, or goes on. */
const BY_PLAN: readonly (string | undefined)[] = [
  ...(['next-change-run', 'next-wave', 'change-limit', 'released', 'flipped'] as const),
] satisfies readonly LeftForNow['reason'][];

/** Whether changes were planned and left, for what has come about since or the account has no room for. */
export function isLeftSince({ outcome }: Pick<Row, 'outcome'>): boolean {
  return outcome?.kind === 'left' && !BY_PLAN.includes(outcome.why);
}

/** Whether someone else undid a change twice: a person has to release the principal before it is changed again. */
export function isFlipped({ outcome }: Pick<Row, 'outcome'>): boolean {
  return outcome?.kind === 'left' && outcome.why === 'flipped';
}

/** Whether nothing could be found out, or changes went wrong or were left: the next run tries again. */
export function isTriedAgain(row: Row): boolean {
  return row.decision.reason === EVIDENCE_FAILED || row.outcome?.kind === 'failed' || isLeftSince(row);
}

/** Whether a run may have changed something: what went wrong may be done, and of several changes the first. */
export function mayBeChanged(row: Row & { readonly changes: readonly unknown[] }): boolean {
  const { outcome, changes } = row;
  return outcome?.kind === 'done' || outcome?.kind === 'failed' || (changes.length > 1 && isLeftSince(row));
}

/** Whether something went wrong with a principal, so that a later run has to see to it. */
export const isFailed = ({ decision, outcome }: Pick<RecordedRow<never>, 'decision' | 'outcome'>): boolean =>
  decision.reason === EVIDENCE_FAILED || outcome?.kind === 'failed';

/** Whether a run counts as a success: one in which most went wrong does not, though it ended well. */
export const isSuccess = ({ principals, failed }: { readonly principals: number; readonly failed: number }): boolean =>
  failed === 0 || failed * 2 <= principals;
