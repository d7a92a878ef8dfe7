import type { Subject } from '../../domain/identity/subject';
import type { Kinds, RecordedChange } from '../../domain/recorded-change/kinds';
import type { FoundOf } from '../../domain/run/countdown';
import { EVIDENCE_FAILED } from '../../domain/run/reasons';
import type { SummaryOf } from '../../domain/run/run-row';
import { subject } from '../payloads/subjects';
import { isFailed } from '../report/recorded-outcomes';
import type { SummaryForm } from '../run/summary';
import { outcomesOf, recordedPlanIn, type PlannedPolicies, type RecordedPlan } from './plan';
import { recordedColumns, type RecordedRow, recordedRowsIn } from './row';

/** What a run comes to. */
export interface RecordedCounts {
  readonly principals: number;
  /** Of which something is to be changed. */
  readonly toChange: number;
  readonly changed: number;
  /** To be changed, and left for a later run. */
  readonly waiting: number;
  /** Of which a report names something as unused. Absent: none. */
  readonly announced?: number;
  /** Without evidence because it could not be had, or with changes that went wrong. */
  readonly failed: number;
  /** By reason, in the order of the alphabet. */
  readonly left: Readonly<Record<string, number>>;
}

/** What a run found, decided and did. */
export type RecordedSummary<C extends RecordedChange> = SummaryOf<RecordedRow<C>, RecordedCounts> & {
  /** Absent where the run planned nothing. */
  readonly mode?: RecordedPlan<C>['mode'];
  /** Absent where the guardrail makes no policies, or the run planned nothing. */
  readonly policies?: PlannedPolicies;
};

/** What a run has found of a principal that its report announces, or that nobody could tell. */
export const foundOf = ({ id, decision }: Pick<RecordedRow<never>, 'id' | 'decision'>): FoundOf => ({
  id,
  announced: decision.unknown || decision.reason === EVIDENCE_FAILED ? 'unknown' : (decision.announced ?? []),
});

/** Counts the rows of a run, or of a part of it. */
export function countsOf(rows: readonly Omit<RecordedRow<never>, 'changes'>[]): RecordedCounts {
  const count = (is: (row: Omit<RecordedRow<never>, 'changes'>) => boolean) => rows.filter(is).length;
  const announced = count(({ decision }) => decision.announced !== undefined);
  const reasons = rows.filter(({ decision }) => decision.kind === 'leave').map(({ decision }) => decision.reason);
  return {
    principals: rows.length,
    toChange: count(({ decision }) => decision.kind === 'change'),
    changed: count(({ outcome }) => outcome?.kind === 'done'),
    waiting: count(({ outcome }) => outcome?.why === 'next-wave' || outcome?.why === 'change-limit'),
    ...(announced > 0 && { announced }),
    failed: count(isFailed),
    left: Object.fromEntries(
      [...new Set(reasons)].sort().map((reason) => [reason, reasons.filter((one) => one === reason).length]),
    ),
  };
}

/** What is announced of a principal once its changes are made: what they are about is unused no longer, or gone. */
function outstanding<C extends RecordedChange>(
  row: RecordedRow<C>,
  { slot, ends }: Pick<Kinds<C>, 'slot' | 'ends'>,
): RecordedRow<C> {
  const { announced, ...decision } = row.decision;
  if (announced === undefined || (row.outcome?.kind !== 'done' && row.outcome?.kind !== 'stands')) return row;
  // A day at the earliest may have come for something else without its being due.
  const isOver = (thing: string) => row.changes.some((one) => slot(one) === thing || ends?.(one, thing) === true);
  const left = announced.filter(({ thing }) => !isOver(thing));
  return { ...row, decision: { ...decision, ...(left.length > 0 && { announced: left }) } };
}

type Form<C extends RecordedChange> = SummaryForm<
  Subject,
  RecordedRow<C>,
  RecordedPlan<C>,
  RecordedCounts,
  Pick<RecordedSummary<C>, 'mode' | 'policies'>
>;

/** How the summary of such a run reads its rows and its plan, counts and shows them. */
export function recordedForm<C extends RecordedChange>(kinds: Kinds<C>, words: (change: C) => string): Form<C> {
  return {
    ...{ subject, rowsOf: recordedRowsIn(kinds), planIn: recordedPlanIn(kinds), countsOf },
    columns: recordedColumns(words),
    missing: ({ kind, id, arn, name }) => ({
      ...{ kind, id, arn, name, changes: [] },
      decision: { kind: 'leave', reason: EVIDENCE_FAILED, why: 'its batch failed' },
    }),
    withPlan: (rows, plan, changed) => {
      const outcomes = outcomesOf(plan, changed);
      const known = new Set(rows.map(({ id }) => id));
      const stranger = [...outcomes.keys()].find((id) => !known.has(id));
      if (stranger !== undefined) throw new Error(`the plan is about ${stranger}, who is not audited`);
      return rows.map((row) => {
        // What a run has only begun to change says what it has begun.
        const planned = outcomes.get(row.id);
        return planned === undefined ? row : outstanding({ ...row, ...planned }, kinds);
      });
    },
    more: (plan) => ({
      ...(plan && { mode: plan.mode }),
      ...(plan?.policies && { policies: plan.policies }),
    }),
  };
}
