import { ALL_GUARDRAILS, type Fact, type Line, type Notice } from '../domain/notice/notice';
import { counted } from '../domain/notice/lists';
import { articleIn } from '../domain/notice/runbook';
import { fittingRows } from '../domain/notice/size';
import type { ReleaseOutcome } from './releaser';

/** So many are named in a notice that somebody reads; the log names everybody. */
const MOST_NAMED = 200;

/** What a notice says beside what was released. */
export interface ReleaseAbout {
  readonly accountId: string;
  /** Guardrails that were asked. */
  readonly guardrails: readonly string[];
  /** Headlines of all releasers, the weightiest first. */
  readonly headlines: readonly string[];
  /** File or URL of the runbook. */
  readonly runbook: string;
}

/** Tells who was released, so that no use of the function goes unseen. */
export function noticeOf(
  outcomes: readonly ReleaseOutcome[],
  { accountId, guardrails, headlines, runbook }: ReleaseAbout,
): Notice {
  const [first, ...more] = outcomes;
  const alone = more.length === 0 ? first : undefined;
  const whom = alone === undefined ? `${outcomes.length} principals` : nameOf(alone);
  const [guardrail = ALL_GUARDRAILS, ...others] = guardrails;
  return {
    ...{ class: 'incident', guardrail: others.length === 0 ? guardrail : ALL_GUARDRAILS, accountId },
    ...threadOf(outcomes, alone, accountId),
    headline: `${whatOf(outcomes, headlines)}: ${whom}`,
    happened: [`Somebody invoked the release function for ${whom}, to undo what a guardrail had changed.`],
    actions: [
      {
        say: 'Check that somebody you know asked for this. If nobody did, the function was used without permission: follow the runbook.',
      },
      ...againIn(outcomes, alone),
    ],
    facts: alone === undefined ? [{ label: 'Account', value: accountId }] : factsOf(alone, accountId),
    ...(alone === undefined ? manyIn(outcomes) : { done: [doneTo(alone)], lists: [] }),
    links: [{ label: 'Runbook', href: articleIn(runbook, 'release') }],
  };
}

/** A release is shown with what it ends; one of many ends all of theirs. */
function threadOf(
  outcomes: readonly ReleaseOutcome[],
  alone: ReleaseOutcome | undefined,
  accountId: string,
): Pick<Notice, 'thread' | 'ends'> {
  const ends = outcomes.flatMap(({ thread }) => thread ?? []);
  const own = `release/${accountId}/${alone === undefined ? 'many' : alone.released.principal}`;
  return { thread: alone?.thread ?? own, ...(ends.length > 0 && { ends }) };
}

const nameOf = ({ released: { principal } }: ReleaseOutcome) => principal.split('/').at(-1) ?? principal;

function whatOf(outcomes: readonly ReleaseOutcome[], headlines: readonly string[]): string {
  const weightiest = headlines.find((headline) => outcomes.some(({ words }) => words.headline === headline));
  if (weightiest !== undefined) return weightiest;
  const remains = outcomes.some((one) => restOf(one).length > 0);
  return remains ? 'Nothing taken back, something remains' : 'Nothing to take back';
}

const restOf = ({ released: { stays }, words }: ReleaseOutcome): readonly string[] => [
  ...words.remains,
  ...(stays === undefined ? [] : [stays]),
];

/** What a guardrail may do again: said of one principal, or once for all of them. */
function againIn(outcomes: readonly ReleaseOutcome[], alone: ReleaseOutcome | undefined): readonly Line[] {
  const again =
    alone === undefined
      ? outcomes.flatMap(({ words }) => words.again?.many ?? [])
      : [alone.words.again?.one].filter((one) => one !== undefined);
  return [...new Set(again)].map((say) => ({ say: `${say}.` }));
}

const isReleased = ({ released: { takenBack } }: ReleaseOutcome) => takenBack.length > 0;

function doneTo(outcome: ReleaseOutcome): string {
  const { principal } = outcome.released;
  if (isReleased(outcome)) return `${principal} was released.`;
  return `${principal} was not changed.${restOf(outcome).length === 0 ? ` ${GONE_ALREADY}` : ''}`;
}

/** An earlier attempt may have done its work and died before people were told. */
const GONE_ALREADY =
  'There was nothing left to undo: an earlier release, or someone by hand, may already have done it.';

/** What was taken away, given back and left, as labels and values. */
function changesOf(outcome: ReleaseOutcome): readonly Fact[] {
  const { takenAway, givenBack } = outcome.words;
  const values = (items: readonly string[], none: string) => (items.length === 0 ? none : items.join('; '));
  return [
    { label: 'Taken away', value: values(takenAway, 'nothing') },
    ...(isReleased(outcome) ? [{ label: 'Given back', value: values(givenBack, 'nothing') }] : []),
    { label: 'Remains', value: values(restOf(outcome), 'nothing of what the guardrails did') },
  ];
}

const factsOf = (outcome: ReleaseOutcome, accountId: string): readonly Fact[] => [
  { label: 'Principal', value: outcome.released.principal },
  { label: 'Account', value: accountId },
  ...changesOf(outcome),
];

/** As many as a message can hold, and a word on the others. */
function manyIn(outcomes: readonly ReleaseOutcome[]): Pick<Notice, 'done' | 'lists'> {
  const rows = fittingRows(outcomes.slice(0, MOST_NAMED).map(rowOf), (row) => row);
  const [released, unchanged] = [outcomes.filter(isReleased).length, outcomes.filter((one) => !isReleased(one)).length];
  const same =
    unchanged === 0
      ? ''
      : ` ${counted(unchanged, 'principal')} ${unchanged === 1 ? 'was' : 'were'} not changed (the list says why).`;
  const left = outcomes.length - rows.length;
  const unshown = `${left} ${left === 1 ? 'is' : 'are'} not shown here: the log of the release function has a line for each principal.`;
  return {
    done: [
      `${counted(released, 'principal')} ${released === 1 ? 'was' : 'were'} released.${same}`,
      ...(left === 0 ? [] : [unshown]),
    ],
    lists: [{ heading: 'Principals', rows, total: outcomes.length }],
  };
}

function rowOf(outcome: ReleaseOutcome): Line {
  const changes = changesOf(outcome).map(({ label, value }) => `${label}: ${value}.`);
  return { say: [doneTo(outcome), ...changes].join(' ') };
}
