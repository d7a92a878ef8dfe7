import { SCHEDULED } from '../../guardrails/catalogue/names';
import { globMatches } from '../policy/glob';
import { sameName } from '../identity/principal';

/** What a principal can be exempt from: the scheduled guardrails, and apart from its boundary what the audit writes into tags. */
export const EXEMPTIBLE = [...SCHEDULED, 'tags'] as const;

export type Exemptible = (typeof EXEMPTIBLE)[number];

/** What `from` says instead of a list: whatever there is to be exempt from, in this version and in later ones. */
export const ALL = 'all';

/** Whom an exemption means; exactly one of its fields is set. */
export interface Match {
  /** Pattern with `*` and `?`. */
  readonly arn?: string;
  /** Pattern with `*` and `?`; case does not count. */
  readonly name?: string;
  /** Pattern with `*` and `?`. */
  readonly path?: string;
  /** Name of a group; its members are meant. */
  readonly group?: string;
  /** `key`, or `key:value`: the first colon parts them, so a key that holds one cannot be named. The case of the key does not count. */
  readonly tag?: string;
}

/** Why and until when somebody is left out of the scheduled guardrails. */
export interface Exemption {
  readonly match: Match;
  readonly from: readonly Exemptible[];
  /** Who answers for it. */
  readonly owner: string;
  readonly reason: string;
  /** `YYYY-MM-DD`, the last day on which it holds (UTC). Absent: it holds for ever. */
  readonly expires?: string;
}

/** What each way to say who is exempt must look like, and that in words. */
export const MATCH_FORMS: Readonly<Record<keyof Match, { readonly form: RegExp; readonly words: string }>> = {
  arn: {
    form: /^arn:aws:iam::(\d{12}|\*):(user|role)\/(?![*?/]+$)[\x21-\x7e]+$/,
    words:
      'the ARN of a user or role, such as arn:aws:iam::111122223333:role/ci-*, where * is any text and ? any character; not everybody',
  },
  name: {
    form: /^(?![*?]+$)[\w+=,.@*?-]{1,128}$/,
    words: 'a name of up to 128 letters, digits and _+=,.@-, where * is any text and ? any character; not everybody',
  },
  path: {
    // IAM gives the path / to everybody who was made without one.
    form: /^\/(?![*?/]*$)[\x21-\x7e]*[/*]$/,
    words:
      'a path that begins with / and ends with / or *, such as /ci/*, where * is any text and ? any character; not everybody, as / would be',
  },
  group: {
    form: /^[\w+=,.@-]{1,128}$/,
    words: 'a group name of up to 128 letters, digits and _+=,.@-',
  },
  tag: {
    // IAM allows = in a key, but whoever writes team=x means the value: it would exempt nobody.
    form: /^(?!:)(?![^:]*=)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,385}$/u,
    words:
      'the key of a tag, or key:value, of letters, digits, blanks and _.:/+-@; the first colon ends the key, so a key that holds one cannot be named',
  },
};

/**
 * The exemptions that concern a guardrail, with what of them does: what others are exempt from is no matter of its rules and
 * reports, and another guardrail changes none of them.
 */
export function exemptionsFrom(
  exemptions: readonly Exemption[],
  its: readonly string[],
): readonly (Exemption & { readonly from: Exemptible[] })[] {
  return exemptions
    .map((one) => ({ ...one, from: one.from.filter((from) => its.includes(from)) }))
    .filter(({ from }) => from.length > 0);
}

/** That a principal is exempt, and why. */
export interface ExemptFrom {
  readonly from: readonly Exemptible[];
  readonly reason: string;
}

/** What IAM says of somebody, as far as an exemption can mean it. */
export interface Exemptable {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Names of the groups a user is in; empty for roles and groups. */
  readonly groups: readonly string[];
}

/**
 * Says what somebody is exempt from: all that the exemptions that hold today say together.
 *
 * @param today `YYYY-MM-DD` (UTC)
 * @returns undefined for whom no exemption means
 */
export function exemptionOf(
  facts: Exemptable,
  exemptions: readonly Exemption[],
  today: string,
): ExemptFrom | undefined {
  const holding = exemptions.filter(
    ({ match, expires }) => (expires === undefined || today <= expires) && means(match, facts),
  );
  if (holding.length === 0) return undefined;
  return {
    from: EXEMPTIBLE.filter((one) => holding.some(({ from }) => from.includes(one))),
    reason: [...new Set(holding.map(({ reason }) => reason))].join('; '),
  };
}

/** An exemption that holds no longer, or will not for long. */
export interface EndingExemption {
  /** Whom it means, such as `name ci-*`. */
  readonly match: string;
  /** What it exempts from. Absent: an earlier version wrote it down, which did not say. */
  readonly from?: readonly string[] | undefined;
  readonly owner: string;
  readonly reason: string;
  /** `YYYY-MM-DD`, the last day on which it holds, or held (UTC). */
  readonly expires: string;
}

/** So many days before its end people are told of an exemption: two weekly digests say so. */
const TOLD_DAYS = 14;

/**
 * The exemptions that have ended, or end within two weeks; the earliest first.
 *
 * @param today `YYYY-MM-DD` (UTC)
 */
export function endingOf(exemptions: readonly Exemption[], today: string): readonly EndingExemption[] {
  const until = new Date(Date.parse(`${today}T00:00:00Z`) + TOLD_DAYS * 86_400_000).toISOString().slice(0, 10);
  const ending = exemptions.flatMap(({ match, from, owner, reason, expires }) =>
    expires === undefined || expires > until ? [] : [{ match: matchInWords(match), from, owner, reason, expires }],
  );
  return ending.sort((one, other) => (one.expires < other.expires ? -1 : 1));
}

/** Who an exemption is about, as the settings say it. */
export function matchInWords(match: Match): string {
  return Object.entries(match)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ');
}

function means({ arn, name, path, group, tag }: Match, facts: Exemptable): boolean {
  if (arn !== undefined) return globMatches(arn, facts.arn);
  // IAM compares names ignoring case.
  if (name !== undefined) return globMatches(name.toLowerCase(), facts.name.toLowerCase());
  if (path !== undefined) return globMatches(path, facts.path);
  if (group !== undefined) return facts.groups.some((one) => sameName(one, group));
  if (tag === undefined) return false;
  return Object.entries(facts.tags).some(([key, value]) => meansTag(tag, key, value));
}

/**
 * IAM lets a key hold a colon. One that reads like `key:value` is not meant: whoever may not write the tag `key`, by an SCP
 * about that key say, could write the other (THREATS T7).
 */
function meansTag(tag: string, key: string, value: string): boolean {
  const colon = tag.indexOf(':');
  if (colon === -1) return sameName(tag, key);
  return sameName(tag.slice(0, colon), key) && tag.slice(colon + 1) === value;
}
