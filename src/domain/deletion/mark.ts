type Tags = Readonly<Record<string, string>>;

/** A tag by which a restoration knows its own work until it is done. */
interface Mark {
  readonly key: string;
  /** What the tag says otherwise. Absent: there is no such tag. */
  readonly instead?: string | undefined;
}

/** Tags that anything in IAM can have (IAM User Guide, quotas). */
const MOST_TAGS = 50;
const KEY = 'iam-guardrails:restoring';

/**
 * Where the mark is of what has these tags otherwise.
 *
 * Where there are as many tags as there can be, one of them says the token until the end, so that one call puts it right.
 */
function markOn(tags: Tags): Mark {
  const keys = Object.keys(tags);
  const own = keys.find((key) => key.toLowerCase() === KEY) ?? KEY;
  const key = keys.length < MOST_TAGS || own in tags ? own : (keys[0] ?? KEY);
  return { key, instead: tags[key] };
}

/**
 * Tags, and the mark among them. Whatever a restoration makes has them from the call on that makes it: a name alone proves
 * nothing, for somebody may have taken it.
 *
 * @param token that of the copy
 */
export function marked(tags: Tags, token: string): Tags {
  return { ...tags, [markOn(tags).key]: token };
}

/** Whether a restoration has made this, and is not done with it. @param copied the tags of what it was made from */
export function bearsMark(present: Tags, copied: Tags, token: string): boolean {
  return present[markOn(copied).key] === token;
}

/** How a mark is taken away. */
export type Unmarking =
  | { readonly kind: 'tag-removed'; readonly key: string }
  | { readonly kind: 'tag-set'; readonly key: string; readonly value: string };

/** What takes the mark away. @param copied the tags as they were */
export function unmarking(copied: Tags): Unmarking {
  const { key, instead } = markOn(copied);
  return instead === undefined ? { kind: 'tag-removed', key } : { kind: 'tag-set', key, value: instead };
}
