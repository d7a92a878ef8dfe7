import type { DecisionReason } from '../../../domain/run/reasons';
import { LEFT_FOR_NOW_WORDS } from '../../../audit/report/left-for-now-words';
import { LEFT_WORDS, sentenceWithReason, wordsIn } from '../../../domain/run/reason-words';
import { counted } from '../../../domain/notice/lists';
import type { UnplannedReason } from '../plan';
import type { Row, RowBoundary, RowDecision, RowTags } from '../run-summary';

/** What its own reasons mean to somebody who has not read docs/rules.md. */
const DECISIONS: Readonly<Record<Exclude<DecisionReason, keyof typeof LEFT_WORDS>, string>> = {
  'used-some': 'Uses some of what it may use: its boundary is to allow that, and take the rest away.',
  'used-nothing': 'Used nothing for so long that its boundary is to allow the base actions only.',
  group: 'A group can have no boundary. Its members are limited one by one.',
  'foreign-boundary': 'Somebody else has put a permissions boundary on it.',
  'users-left': 'The settings ask for boundaries of roles only.',
  'mode-off': 'Boundaries are switched off in the settings.',
};

const UNPLANNED: Readonly<Record<UnplannedReason, string>> = {
  ...LEFT_FOR_NOW_WORDS,
  stands: 'stands already',
  'boundary-too-large': 'not put, since its text does not fit into a policy',
};

const BOUNDARIES: Readonly<Record<RowBoundary['kind'], string>> = {
  done: 'put by this run',
  stands: 'stands already',
  withheld: 'would be put by a change run; nothing is put in observe mode',
  left: 'not put',
  failed: 'could not be put',
};

const TAGS: Readonly<Record<RowTags['kind'], string>> = {
  ...{
    unchanged: 'unchanged',
    written: 'written by this run',
    left: 'left as they were',
    failed: 'could not be written',
  },
};

/** A decision in a sentence, and why where the reason does not say it all. */
export function decisionInWords({ reason, why }: RowDecision): string {
  return sentenceWithReason(wordsIn(DECISIONS, reason) ?? wordsIn(LEFT_WORDS, reason) ?? reason, why);
}

/** How much of what a principal may use its first boundary takes away; undefined where it takes nothing, or nobody knows. */
export function reachInWords({ granted }: Pick<Row, 'granted'>, lost: readonly string[]): string | undefined {
  if (granted === null || lost.length === 0) return undefined;
  const percent = Math.round((lost.length / granted) * 100);
  return `${lost.length} of the ${counted(granted, 'service')} that it may use (${percent} %)`;
}

/** What became of a boundary. */
export function boundaryInWords({ kind, reason, why }: RowBoundary): string {
  return withWhy(reason === undefined ? BOUNDARIES[kind] : UNPLANNED[reason], why);
}

/** What became of the tags. */
export function tagsInWords({ tags: { kind, why, set, removed = [] } }: Pick<Row, 'tags'>): string {
  const written = Object.entries(set ?? {}).map(([key, value]) => `${key} = ${value}`);
  const changes = [...written, ...removed.map((key) => `${key} removed`)];
  return withWhy(TAGS[kind], why) + (changes.length === 0 ? '' : `: ${changes.join(', ')}`);
}

const withWhy = (words: string, why: string | undefined) => (why === undefined ? words : `${words} (${why})`);
