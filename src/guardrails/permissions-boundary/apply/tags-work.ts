import { pacedTagger } from '../../../audit/batch/paced-tagger';
import type { Run } from '../../../audit/payloads/run';
import type { Paced } from '../../../aws/iam/paced';
import { carryOut } from '../../../changes/carry-out';
import type { Outcome, TagsSet } from '../../../domain/change/change';
import type { Judgement } from '../judge/judge';
import type { BatchPorts } from '../ports';
import { act } from './act';
import { tagCarrier } from './tag-carrier';

/** Writes the tags that were decided. They have a setting of their own, and are written in observe mode too. */
export function tagsWork(
  { runId, startedAt }: Run,
  paced: Paced,
  { tags: ports }: Pick<BatchPorts, 'tags'>,
): (judgement: Judgement) => Promise<Outcome<TagsSet>> {
  if (ports === undefined) return ({ subject, tags }) => carryOut(act(subject, tags), 'observe', neverCarried);
  const carry = tagCarrier(pacedTagger(ports.tagger, paced));
  return async ({ subject, tags }) => {
    const ladder = act(subject, tags);
    const [first] = ladder.flat();
    const remember = ({ principal }: TagsSet) =>
      ports.remembered.remember(principal, subject.ownTags, runId, new Date(startedAt));
    const mayWrite =
      // As often as tags are written, and no more: a hundred at once would not be answered in time.
      first === undefined || (await paced('RememberTags', () => remember(first)));
    return mayWrite ? carryOut(ladder, 'enforce', carry) : { kind: 'nothing-to-do' };
  };
}

/** @throws Error always: a run that only looks changes nothing */
function neverCarried(): Promise<never> {
  return Promise.reject(new Error('a run that only looks changes nothing'));
}
