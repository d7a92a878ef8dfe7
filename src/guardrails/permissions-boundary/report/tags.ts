import type { Evidence } from '../../../domain/run/evidence';
import type { Subject } from '../../../domain/identity/subject';
import { usageOf, type Usage } from '../../../domain/run/usage';
import { TAG_KEYS } from '../contract';
import { believed } from '../../../domain/run/believed';
import { skip, type Circumstances, type Leave } from '../judge/decide';

/** What a principal's tags are to be. */
export type MeantTags =
  | { readonly kind: 'left'; readonly why: string }
  | {
      readonly kind: 'wanted';
      /** Every tag of the project that the principal is to carry, and no other. */
      readonly tags: Readonly<Record<string, string>>;
      /** Why they are fewer than they should be. */
      readonly why?: string;
    };

/** IAM takes so many tags on a user or role (IAM User Guide, quotas). */
const MOST_TAGS = 50;

/** IAM takes so many characters in a value (IAM API reference, Tag). */
const MOST_CHARACTERS = 256;

const NUMBERS: readonly string[] = [TAG_KEYS.coverage, TAG_KEYS.granted, TAG_KEYS.used, TAG_KEYS.unused];

const SERVICES = new RegExp(`^${TAG_KEYS.services}(\\d+)$`, 'i');

/**
 * The spelling of a tag that this guardrail writes. IAM ignores the case of keys, and the rights of the function do not.
 *
 * @returns undefined for a tag of somebody else
 */
export function ownTagKey(key: string): string | undefined {
  const [, number] = SERVICES.exec(key) ?? [];
  if (number !== undefined) return `${TAG_KEYS.services}${number}`;
  return NUMBERS.find((own) => own.toLowerCase() === key.toLowerCase());
}

/**
 * Says which tags a principal is to carry.
 *
 * Neither a foreign boundary, nor too little tracking, nor a mode of `off` matters to tags.
 *
 * @param evidence absent where none was asked for
 */
export function meantTagsOf(subject: Subject, evidence: Evidence | undefined, circumstances: Circumstances): MeantTags {
  const { rules, now } = circumstances;
  if (!rules.tags) return left('tags are off');
  if (subject.kind === 'group') return left('a group can have no tags');
  if (subject.exemption?.from.includes('tags')) return left(subject.exemption.reason);
  const skipped = skip(subject, circumstances);
  if (skipped !== undefined || evidence === undefined) return left(wordsOf(skipped));
  const report = believed(subject, evidence, now);
  if (report.kind === 'leave') return left(wordsOf(report));
  return wantedTags(usageOf(report.services, now, rules.unusedAfterDays), MOST_TAGS - subject.otherTags);
}

/**
 * Words usage as tags: the numbers first, then the services used in as few tags as fit.
 *
 * @param room how many tags the principal can carry beside those of others
 */
export function wantedTags(usage: Usage, room: number): MeantTags {
  const numbers = numbersOf(usage);
  const lines = room - Object.keys(numbers).length;
  if (lines < 0) return { kind: 'wanted', tags: {}, why: 'the tags of others leave no room even for the numbers' };
  const services = pack(usage.used, lines);
  const tags = { ...numbers };
  services.lines.forEach((line, index) => (tags[`${TAG_KEYS.services}${index + 1}`] = line));
  if (services.rest === 0) return { kind: 'wanted', tags };
  return { kind: 'wanted', tags, why: `the tags of others leave no room for ${services.rest} of the services used` };
}

function numbersOf({ coveragePercent, granted, used, unused }: Usage): Record<string, string> {
  return {
    ...(coveragePercent !== undefined && { [TAG_KEYS.coverage]: String(coveragePercent) }),
    [TAG_KEYS.granted]: String(granted.length),
    [TAG_KEYS.used]: String(used.length),
    [TAG_KEYS.unused]: String(unused.length),
  };
}

/** @returns as few lines as hold the words, and how many words they do not hold; the last line says so as ` +n` */
function pack(words: readonly string[], most: number): { readonly lines: readonly string[]; readonly rest: number } {
  const lines: string[][] = [];
  let rest = words.length;
  for (const word of words) {
    const line = lines.at(-1);
    if (line !== undefined && [...line, word].join(' ').length <= MOST_CHARACTERS) line.push(word);
    else if (lines.length < most) lines.push([word]);
    else break;
    rest--;
  }
  const last = lines.at(-1);
  if (rest > 0 && last !== undefined) {
    while (`${last.join(' ')} +${rest}`.length > MOST_CHARACTERS && last.pop() !== undefined) rest++;
    last.push(`+${rest}`);
  }
  return { lines: lines.map((line) => line.join(' ')), rest };
}

const left = (why: string): MeantTags => ({ kind: 'left', why });

function wordsOf(leave: Leave | undefined): string {
  if (leave === undefined) return 'no evidence';
  return leave.why === undefined ? leave.reason : `${leave.reason}: ${leave.why}`;
}
