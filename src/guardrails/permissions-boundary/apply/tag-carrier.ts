import type { IamTagger } from '../../../aws/iam/tagger';
import { GONE, type TagsSet } from '../../../domain/change/change';
import type { Carrier } from '../../../changes/carry-out';

/**
 * Carries out changes of tags.
 *
 * What goes makes room first: IAM refuses the tag beyond its quota even where another is about to go. Tags go by name, so
 * somebody who was given the name since the inventory carries them until the next run (THREATS R1): numbers, no rights.
 */
export function tagCarrier(tagger: IamTagger): Carrier<TagsSet> {
  return async ({ principal, set, removed }) => {
    const isThere =
      (removed.length === 0 || (await tagger.untag(principal, removed))) &&
      (Object.keys(set).length === 0 || (await tagger.tag(principal, set)));
    return isThere ? 'done' : { failed: GONE };
  };
}

/** Gives the project's tags the values they had before a change, and removes those that it added. */
export async function undoTags({ principal, set, before }: TagsSet, tagger: IamTagger): Promise<void> {
  const had = new Set(Object.keys(before).map((key) => key.toLowerCase()));
  const added = Object.keys(set).filter((key) => !had.has(key.toLowerCase()));
  if (added.length > 0) await tagger.untag(principal, added);
  if (had.size > 0) await tagger.tag(principal, before);
}
