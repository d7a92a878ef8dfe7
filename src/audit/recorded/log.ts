import type { RecordedChange } from '../../domain/recorded-change/kinds';
import { allInWords } from '../report/announced';
import type { Changed } from '../../domain/run/run-plan';
import type { RecordedItem } from './plan';
import type { RecordedRow } from './row';

/** The run that a line of the log is about. */
export interface LoggedRun {
  readonly guardrail: string;
  readonly account: string;
  readonly runId: string;
  readonly purpose: string;
  /** ISO 8601. */
  readonly startedAt: string;
}

/** A line about a run; what a function knows beside these of its run is no matter of the log. */
export function runLine(
  msgtype: string,
  { guardrail, account, runId, purpose, startedAt }: LoggedRun,
  more: object,
): object {
  return { msgtype, guardrail, account, runId, purpose, startedAt, ...more };
}

/** What was decided of a principal. */
export function rowLine<C extends RecordedChange>(
  run: LoggedRun,
  { kind, name, decision, changes }: RecordedRow<C>,
  words: (change: C) => string,
): object {
  const what = changes.length > 0 ? changes.map(words).join('; ') : decision.kind;
  return runLine('summary', run, {
    ...{ entitytype: kind, entityname: name, decision: decision.kind, reason: decision.reason },
    ...(decision.why !== undefined && { why: decision.why }),
    changes: changes.map(words),
    ...(decision.announced && { announced: allInWords(decision) }),
    message: `${kind} ${name}: ${what} (${decision.reason})`,
  });
}

/** What became of a principal's changes, as soon as it is known. */
export function changedLine<C extends RecordedChange>(
  run: LoggedRun,
  { principal: { kind, name, arn, id }, changes }: RecordedItem<C>,
  { kind: outcome, why }: Changed,
  words: (change: C) => string,
): object {
  return runLine('change', run, {
    ...{ entitytype: kind, entityname: name, arn, id, outcome, ...(why !== undefined && { why }) },
    changes: changes.map(words),
    message: `${kind} ${name}: ${changes.map(words).join('; ')}: ${outcome}${why === undefined ? '' : ` (${why})`}`,
  });
}
