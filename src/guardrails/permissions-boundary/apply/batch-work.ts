import type { BatchWork } from '../../../audit/batch/batch';
import { judgedAt, type Evidence } from '../../../domain/run/evidence';
import type { Outcome, TagsSet } from '../../../domain/change/change';
import type { BoundedSubject } from '../bounded-subject';
import type { Row } from '../run-summary';
import { believed } from '../../../domain/run/believed';
import { skip, type Circumstances } from '../judge/decide';
import { judge, type Judgement } from '../judge/judge';
import { rowOf } from '../report/row';
import type { Rules } from '../rules';

/** How a batch is worked on, wherever it is: in a function, or on a laptop. */
type Work = BatchWork<BoundedSubject, Evidence, Judgement, Outcome<TagsSet>, Row>;

/**
 * What a batch makes of its subjects, but for what it writes and says.
 *
 * @param rules those that the rows go by
 */
export function batchWork(
  circumstances: Circumstances,
  rules: Rules,
): Pick<Work, 'skip' | 'judge' | 'failed' | 'rowOf'> {
  const { now } = circumstances;
  return {
    skip: (subject) => skip(subject, circumstances) !== undefined,
    judge: (subject, evidence) => judge(subject, evidence, circumstances),
    failed: (_, why) => ({ kind: 'failed', changes: [], why }),
    rowOf: (judgement, outcome) => rowOf(judgement, outcome, rules, now),
  };
}

/** Whether evidence can be counted. */
export const believesAt =
  (now: Date) =>
  (subject: BoundedSubject, evidence: Evidence): boolean =>
    believed(subject, evidence, judgedAt(evidence, now)).kind === 'report';
