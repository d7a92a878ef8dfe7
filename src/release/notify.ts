import { subjectOf, type Notice } from '../domain/notice/notice';
import { articleIn } from '../domain/notice/runbook';
import type { ReleaseOutcome } from './releaser';

/** So many are named in a notice that somebody reads; the log names everybody. */
const MOST_NAMED = 200;

/** SNS takes 262,144 bytes (SNS API reference, Publish); what stands below the names takes the rest. */
const MOST_BYTES = 240_000;

/**
 * Tells who was released, so that no use of the function goes unseen.
 *
 * @param headlines of all releasers, the weightiest first
 */
export function noticeOf(
  outcomes: readonly ReleaseOutcome[],
  { headlines, runbook }: { readonly headlines: readonly string[]; readonly runbook: string },
): Notice {
  const [first, ...more] = outcomes.map(({ released }) => released.principal.split('/').at(-1) ?? released.principal);
  const isAlone = more.length === 0;
  const whom = isAlone ? first : `${outcomes.length} principals`;
  const shown = fitting(outcomes.slice(0, MOST_NAMED).map((one) => wordsOf(one, isAlone ? runbook : undefined)));
  const again = isAlone ? [] : [...new Set(outcomes.flatMap(({ words }) => words.again?.many ?? []))];
  return {
    subject: subjectOf(`${whatOf(outcomes, headlines)}: ${whom}`),
    body: [
      ...shown,
      ...unshown(outcomes.length - shown.length),
      ...again.map((many) => `${many} (${runbook}).`),
      `Nobody you know asked for this? The runbook says what to do: ${articleIn(runbook, 'release')}`,
      '',
    ].join('\n'),
  };
}

/** As many as a mail can hold. */
function fitting(texts: readonly string[]): readonly string[] {
  const encoder = new TextEncoder();
  let bytes = 0;
  const beyond = texts.findIndex((text) => {
    bytes += encoder.encode(text).length + 1;
    return bytes > MOST_BYTES;
  });
  return beyond === -1 ? texts : texts.slice(0, beyond);
}

function whatOf(outcomes: readonly ReleaseOutcome[], headlines: readonly string[]): string {
  const weightiest = headlines.find((headline) => outcomes.some(({ words }) => words.headline === headline));
  if (weightiest !== undefined) return weightiest;
  const remains = outcomes.some((one) => restOf(one).length > 0);
  return remains ? 'Nothing taken back, something remains' : 'Nothing to take back';
}

function unshown(count: number): readonly string[] {
  if (count === 0) return [];
  const are = count === 1 ? 'is' : 'are';
  return [`And ${count} more ${are} not shown here: the log of the release function has a line for each principal.`];
}

function restOf({ released: { stays }, words }: ReleaseOutcome): readonly string[] {
  return [...words.remains, ...(stays === undefined ? [] : [stays])];
}

/** @param runbook undefined where the notice says at its end, for all, what a guardrail may do again */
function wordsOf(outcome: ReleaseOutcome, runbook: string | undefined): string {
  const { principal, takenBack } = outcome.released;
  const { takenAway, givenBack, again } = outcome.words;
  const rest = restOf(outcome);
  const lines =
    takenBack.length === 0
      ? [`${principal} was not changed.`, `  Taken away: nothing. ${rest.length === 0 ? GONE_ALREADY : ''}`.trimEnd()]
      : [`${principal} was released.`, ...inLines('Taken away', takenAway), ...inLines('Given back', givenBack)];
  return [
    ...[...lines, ...inLines('Remains', rest, 'nothing of what the guardrails did')],
    ...(runbook === undefined || again === undefined ? [] : [`  ${again.one} (${runbook}).`]),
    '',
  ].join('\n');
}

/** An earlier attempt may have done its work and died before people were told. */
const GONE_ALREADY =
  'There was nothing left to undo: an earlier release, or someone by hand, may already have done it.';

function inLines(label: string, items: readonly string[], none = 'nothing'): readonly string[] {
  return (items.length === 0 ? [none] : items).map((item) => `  ${label}: ${item}.`);
}
