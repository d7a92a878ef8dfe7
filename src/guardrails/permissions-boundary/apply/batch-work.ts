import type { BatchWork } from '../../../audit/batch/batch';
import { judgedAt } from '../../../domain/run/evidence';
import type { Outcome, TagsSet } from '../../../domain/change/change';
import type { Row } from '../run-summary';
import { believed, skip, type Circumstances } from '../judge/decide';
import { judge, type Judgement } from '../judge/judge';
import { rowOf } from '../report/row';
import type { Rules } from '../rules';

/** How a batch is worked on, wherever it is: in a function, or on a laptop. */
type Work = BatchWork<Judgement, Outcome<TagsSet>, Row>;

/**
 * What a batch makes of its subjects, but for what it writes and says.
 *
 * @param rules those that the rows go by
 */
export function batchWork(
  circumstances: Circumstances,
  rules: Rules,
): Pick<Work, 'skip' | 'judge' | 'believes' | 'failed' | 'rowOf'> {
  const { now } = circumstances;
  return {
    skip: (subject) => skip(subject, circumstances) !== undefined,
    judge: (subject, evidence) => judge(subject, evidence, circumstances),
    believes: (subject, evidence) => believed(subject, evidence, judgedAt(evidence, now)).kind === 'report',
    failed: (_, why) => ({ kind: 'failed', changes: [], why }),
    rowOf: (judgement, outcome) => rowOf(judgement, outcome, rules, now),
  };
}
