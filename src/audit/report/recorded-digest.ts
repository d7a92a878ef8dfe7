import { releaseCommand, releaseRunCommand, type ReleasePlace } from '../../domain/commands/release';
import { counted, few, reasonOf } from '../../domain/notice/lists';
import { plain, type Fact, type Line, type Notice } from '../../domain/notice/notice';
import type { RecordedChange } from '../../domain/recorded-change/kinds';
import type { RecordedGuardrail } from '../recorded/guardrail';
import type { RecordedRow } from '../recorded/row';
import type { RecordedSummary } from '../recorded/summary-form';
import { analysisPart } from './analysis';
import { changedPart, wouldPart } from './changed';
import { announcedPart, BEFORE_DUE, isDue } from './announced';
import { endingPart, leftBy, listed, summaryCopies, summaryLinks, type SummaryPlace } from './digest-parts';
import { isFlipped, isTriedAgain, mayBeChanged } from './recorded-outcomes';
import { aboutRun, runFacts, runInWords } from './run-words';

/** Where a run's summary is, how a person undoes what it did, and the article of the runbook about it. */
export interface DigestPlace extends SummaryPlace, ReleasePlace {
  readonly article: string;
}

/** A summary, but for what it says of each principal. */
type Counted = Omit<RecordedSummary<never>, 'principals'>;

type Words<C extends RecordedChange> = Pick<RecordedGuardrail<C>, 'guardrail' | 'kinds' | 'toLookAt' | 'words'>;

/** Tells what a run found and did: once a run. */
export function recordedDigest<C extends RecordedChange>(
  summary: RecordedSummary<C>,
  { guardrail, kinds, toLookAt: reasons = [], words }: Words<C>,
  place: DigestPlace,
): Notice {
  const { accountId, purpose, runId, startedAt, principals, counts, mode } = summary;
  const run = { ...{ guardrail, accountId, runId, purpose }, ...(mode !== undefined && { mode }) };
  const toLookAt = {
    failed: principals.filter((row) => isTriedAgain(row) || reasons.includes(row.decision.reason)),
    flipped: principals.filter(isFlipped),
    asked: principals.filter(
      ({ decision }) => decision.needsAgain !== undefined || decision.grantedSince !== undefined,
    ),
  };
  const later = words.grantedSince ?? GRANTED_SINCE;
  const toDecide = (
    heading: string,
    of: (decision: RecordedRow<C>['decision']) => readonly string[] | undefined,
    { about }: { readonly about: string },
  ) =>
    listed(
      heading,
      principals.filter(({ decision }) => of(decision) !== undefined),
      ({ arn, id, decision }) => ({
        say: `${arn}: ${few((of(decision) ?? []).map((one) => plain(one)))}`,
        command: releaseCommand({ arn, id }, place, guardrail),
      }),
      about,
    );
  const changed = largestFirst(principals.filter(({ outcome }) => outcome?.kind === 'done'));
  const meant = largestFirst(principals.filter(({ decision }) => decision.kind === 'change'));
  return {
    ...{ class: isQuiet(summary, toLookAt) ? 'heartbeat' : 'digest', ...aboutRun(run) },
    headline: headlineOf(words.title, summary, toLookAt),
    happened: [
      `${runInWords(run)} looked at ${counted(counts.principals, 'principal')}.${words.does === undefined ? '' : ` ${words.does}`}`,
    ],
    done: [doneIn(summary, words)],
    actions: actionsOf(summary, toLookAt, place),
    facts: [...runFacts(run, startedAt), ...numbersOf(summary)],
    lists: [
      ...(mode === 'enforce' ? changedPart(changed, words) : wouldPart(meant, words)),
      ...toDecide('Tried again, though it was taken away', ({ needsAgain }) => needsAgain, {
        about: 'If somebody needs it again, release them with the command',
      }),
      ...toDecide(later.heading, ({ grantedSince }) => grantedSince, later),
      ...announcedPart(principals, words.announced),
      ...analysisPart(principals),
      ...listed(
        'To look at',
        toLookAt.failed,
        (one) => `${one.arn}: ${troubleOf(one)}`,
        'The next run looks at each again',
      ),
      ...listed(
        `Left alone, because someone else ${kinds.words.undone} twice`,
        toLookAt.flipped,
        ({ arn, id }) => ({ say: arn, command: releaseCommand({ arn, id }, place, guardrail) }),
        'To begin anew, run the command',
      ),
      ...listed('How the run looked', summary.remarks ?? [], (one) => plain(one, 400)),
      ...leftBy(counts),
      ...endingPart(summary),
      ...summaryCopies(place),
    ],
    links: summaryLinks(place, place.article),
  };
}

/** How what was granted since is listed where the guardrail has no words of its own. */
const GRANTED_SINCE = {
  heading: 'Granted since, though all such was taken away',
  about: 'If they are to use it, release them with the command',
};

/** What somebody has to look at. */
interface ToLookAt {
  readonly failed: readonly unknown[];
  readonly flipped: readonly unknown[];
  /** Of whom a person decides whether they get back what they tried again, or were granted since. */
  readonly asked: readonly unknown[];
}

/** Whether a run changed nothing, would change nothing, names nothing and waits for nobody: all it says is that it ran. */
function isQuiet({ counts, endingExemptions = [] }: Counted, { failed, flipped, asked }: ToLookAt): boolean {
  const { toChange, announced = 0 } = counts;
  return toChange + announced === 0 && [failed, flipped, asked, endingExemptions].every(({ length }) => length === 0);
}

function headlineOf(title: string, { counts, mode }: Counted, { failed, flipped, asked }: ToLookAt): string {
  const done =
    mode === 'enforce'
      ? `${counted(counts.changed, 'principal')} changed`
      : `${counts.toChange} of ${counted(counts.principals, 'principal')} would be changed`;
  const toLookAt = failed.length + flipped.length;
  const { announced = 0 } = counts;
  const parts = [
    announced > 0 ? `, ${announced} with something unused` : '',
    toLookAt > 0 ? `, ${toLookAt} to look at` : '',
    asked.length > 0 ? `, ${asked.length} to decide on` : '',
  ];
  return `${title}: ${done}${parts.join('')}`;
}

function doneIn({ counts, mode }: Counted, { observing }: { readonly observing?: string }): string {
  const { changed, toChange, waiting } = counts;
  if (mode !== 'enforce') {
    const would = counted(toChange, 'principal');
    const otherwise = observing ?? 'Nor would it in enforce mode.';
    return `The run changed nothing. ${toChange === 0 ? otherwise : `In enforce mode it would change ${would}.`}`;
  }
  const wait = waiting > 0 ? ` ${waiting === 1 ? '1 more waits' : `${waiting} more wait`} for a later run.` : '';
  return `The run changed ${changed === 0 ? 'nothing' : counted(changed, 'principal')}.${wait}`;
}

const BEFORE_ENFORCE =
  'Before you switch the guardrail to enforce mode, ask those listed below whether they need what would change, and exempt those who do.';

function actionsOf<C extends RecordedChange>(
  { principals, runId, counts, mode }: RecordedSummary<C>,
  { failed, flipped, asked }: ToLookAt,
  place: DigestPlace,
): readonly Line[] {
  const undo = {
    say: 'If the changes broke something, undo what this run changed:',
    command: releaseRunCommand(runId, place),
  };
  const look = [
    ...(failed.length > 0
      ? [{ say: `Look at ${counted(failed.length, 'principal')} (listed below under "To look at").` }]
      : []),
    ...(flipped.length > 0
      ? [
          {
            say: `Someone else undid the change of ${counted(flipped.length, 'principal')} twice, so the run left it as it is (listed below). Find out who did, and why.`,
          },
        ]
      : []),
    ...(asked.length > 0
      ? [
          {
            say: `Decide whether ${counted(asked.length, 'principal')} ${asked.length === 1 ? 'is' : 'are'} to have what is listed below. To give it back, run the command below the name.`,
          },
        ]
      : []),
    ...(principals.some(isDue) ? [{ say: BEFORE_DUE }] : []),
    ...(mode !== 'enforce' && counts.toChange > 0 ? [{ say: BEFORE_ENFORCE }] : []),
    ...(principals.some(mayBeChanged) ? [undo] : []),
  ];
  return look.length === 0 ? [{ say: 'Nothing needs to be done.' }] : look;
}

function numbersOf({ counts, mode }: Counted): readonly Fact[] {
  const { principals, changed, toChange, waiting, failed, announced = 0 } = counts;
  return [
    { label: 'Principals', value: String(principals) },
    mode === 'enforce'
      ? { label: 'Changed', value: String(changed) }
      : { label: 'To change', value: `${toChange} (nothing was changed)` },
    ...(waiting > 0 ? [{ label: 'Waiting', value: String(waiting) }] : []),
    ...(announced > 0 ? [{ label: 'Unused', value: String(announced) }] : []),
    { label: 'Failed', value: String(failed) },
  ];
}

const troubleOf = ({ decision, outcome }: Pick<RecordedRow<never>, 'decision' | 'outcome'>) =>
  plain(outcome?.why ?? reasonOf(decision));

/** Most changes first; those with as many stay in their order. */
function largestFirst<R extends { readonly changes: readonly unknown[] }>(rows: readonly R[]): readonly R[] {
  return [...rows].sort((one, other) => other.changes.length - one.changes.length);
}
