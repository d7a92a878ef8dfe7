import type { Words } from '../setting-values/direction';
import type { Review } from './review';
import type { SettingChange } from './settings';

/** A part of what people read; one without lines is left out. */
interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What people read of a review: what weakens comes first. */
export function reviewInWords(review: Review): string {
  return [headOf(review), ...detailsOf(review).flatMap((line) => ['', line])].join('\n');
}

/** The same for a comment in a pull request. Names come from the account: a fence keeps them from being read as markup. */
export function reviewAsComment(review: Review): string {
  const details = detailsOf(review).join('\n\n');
  const longest = Math.max(2, ...[...details.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return [`### ${headOf(review)}`, ...(details === '' ? [] : ['', `${fence}text`, details, fence])].join('\n');
}

/** Each section as a text. */
function detailsOf(review: Review): readonly string[] {
  return sectionsOf(review)
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => [title, ...lines.map((line) => `  ${shown(line)}`)].join('\n'));
}

/** Whoever writes the settings must not write lines of the review, or hide one: no new line, no control, no other direction. */
const shown = (line: string) => line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd');

function headOf(review: Review): string {
  const { weakens, settings } = review;
  if (settings.kind === 'destroyed') return 'This plan takes the guardrails away.';
  if (settings.kind === 'first' && weakens) return 'This first deployment is weaker than the defaults.';
  if (weakens) return 'This plan weakens a guardrail.';
  return detailsOf(review).length === 0 ? 'Nothing changes.' : 'This plan weakens no guardrail.';
}

/** The same as JSON, for a policy that decides by it (docs/pull-requests.md). A new field keeps the version. */
export function reviewAsJson(review: Review): string {
  const { settings, resources, weakens } = review;
  const weaker = [
    ...settings.changes.filter((one) => one.weaker).map((one) => ({ what: one.key, says: differenceOf(one) })),
    ...settings.others.map((line) => ({ what: 'weakened', says: [line] })),
    ...resources.weaker.map(({ address, says }) => ({ what: address, says })),
  ];
  return JSON.stringify(
    { version: 1, weakens, says: headOf(review), weaker },
    (_, value: unknown) => (typeof value === 'string' ? shown(value) : value),
    2,
  );
}

function sectionsOf({ settings: { changes, others }, resources }: Review): readonly Section[] {
  const { weaker, made, deleted, changed, code } = resources;
  const harmless = changes.filter((one) => !one.weaker);
  return [
    {
      title: 'Weaker:',
      lines: [
        ...changes.filter((one) => one.weaker).flatMap(inWords),
        ...others,
        ...weaker.flatMap(({ address, says }) => says.map((line) => `${address}: ${line}`)),
      ],
    },
    { title: 'Takes more away, or sooner:', lines: harmless.filter((one) => one.takesMore).flatMap(inWords) },
    {
      title: 'Settings that change and weaken nothing:',
      lines: harmless.filter((one) => !one.takesMore).flatMap(inWords),
    },
    { title: 'Resources that change:', lines: changed },
    { title: 'Resources that are made:', lines: made },
    { title: 'Resources that are deleted:', lines: deleted },
    { title: 'Only the code of these changes:', lines: code },
  ];
}

function inWords(change: SettingChange): string[] {
  const lines = differenceOf(change);
  const isList = listOf(change.before) !== undefined && listOf(change.now) !== undefined;
  const [head, rest] = isList ? ['', lines] : [` ${lines[0] ?? ''}`, lines.slice(1)];
  return [`${change.key}:${head}`, ...rest.map((line) => `  ${line}`)];
}

/** What a setting was and is, a line for each member of a list; and what `weakened` says of it. */
function differenceOf({ before, now, why }: SettingChange): string[] {
  const [had, has] = [listOf(before), listOf(now)];
  if (had === undefined || has === undefined) return [`${wordsOf(before)} -> ${wordsOf(now)}`, ...why];
  return [
    ...has.filter((one) => !had.includes(one)).map((one) => `+ ${one}`),
    ...had.filter((one) => !has.includes(one)).map((one) => `- ${one}`),
  ];
}

/** Nothing for a text; a list that is not there is empty. */
const listOf = (words: Words | undefined): readonly string[] | undefined =>
  words === undefined ? [] : Array.isArray(words) ? words : undefined;

const wordsOf = (words: Words | undefined) => (words === undefined ? 'not set' : [words].flat().join(', '));
