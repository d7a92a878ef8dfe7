import type { Ladder, TagsSet } from '../../../domain/change/change';
import type { Subject } from '../../../domain/identity/subject';
import type { MeantTags } from '../report/tags';

/** Words a plan as changes: nothing where the principal carries those tags already. */
export function act(subject: Subject, plan: MeantTags): Ladder<TagsSet> {
  const { kind, accountId, id, arn, name, ownTags } = subject;
  if (plan.kind === 'left' || kind === 'group') return [];

  const set = Object.entries(plan.tags).filter(([key, value]) => ownTags[key] !== value);
  const removed = Object.keys(ownTags).filter((key) => !(key in plan.tags));
  if (set.length === 0 && removed.length === 0) return [];

  const touched = [...set.map(([key]) => key), ...removed];
  const before = Object.fromEntries(Object.entries(ownTags).filter(([key]) => touched.includes(key)));
  const principal = { kind, accountId, id, arn, name };
  return [[{ kind: 'tags-set', principal, set: Object.fromEntries(set), removed, before }]];
}
