import { releaseCommand } from '../../domain/commands/release';
import type { Fact } from '../../domain/notice/notice';
import type { RecordedChange } from '../../domain/recorded-change/kinds';
import { dayOf } from '../../domain/run/countdown';
import { isOwn, LEFT_WORDS, sentenceWithReason, wordsIn } from '../../domain/run/reason-words';
import type { ReportPrincipal } from '../../report/page/report';
import type { RecordedRow } from '../recorded/row';
import type { RecordedSummary } from '../recorded/summary-form';
import { LEFT_FOR_NOW_WORDS } from './left-for-now-words';
import { isFailed } from './recorded-outcomes';
import type { RecordedPageOf } from './recorded-page-words';

type Mode = RecordedSummary<never>['mode'];

/** A row of a run as the page shows it. @param isToLookAt whether a person has to look at it */
export function recordedPrincipal<C extends RecordedChange>(
  row: RecordedRow<C>,
  isToLookAt: boolean,
  mode: Mode,
  made: RecordedPageOf<C>,
): ReportPrincipal {
  const { kind, name, arn, id } = row;
  const { page, of } = made;
  const state = stateOf(row, mode, page);
  return {
    ...{ kind, name, arn, id, state, isToLookAt, isOwn: isOwn(row.decision.reason) },
    ...(row.decision.announced !== undefined && { hasUnused: true }),
    decision: decisionInWords(row, page),
    cells: page.columns.map(({ cell }) => cell(row)),
    ...{ services: page.services(row), documents: page.documents(row) },
    facts: factsOf(row, mode, of.words.change),
    release: releaseOf(row, state, made),
  };
}

type State = 'Failed' | 'Changed' | 'In place' | 'Would change' | 'Waiting' | 'Warned' | 'Reported' | 'Left alone';

function stateOf(
  row: Omit<RecordedRow<never>, 'changes'>,
  mode: Mode,
  { inPlace }: { readonly inPlace: readonly string[] },
): State {
  const { decision, outcome } = row;
  if (isFailed(row)) return 'Failed';
  if (outcome?.kind === 'done') return 'Changed';
  if (outcome?.kind === 'stands' || (decision.kind === 'leave' && inPlace.includes(decision.reason))) return 'In place';
  if (decision.kind === 'change') return mode === 'enforce' ? 'Waiting' : 'Would change';
  if (decision.kind === 'countdown') return 'Warned';
  return decision.announced === undefined ? 'Left alone' : 'Reported';
}

/** A decision in a sentence, and why where the reason does not say it all. */
function decisionInWords(
  { decision: { kind, reason, why } }: Pick<RecordedRow<never>, 'decision'>,
  { reasons }: { readonly reasons: Readonly<Record<string, string>> },
): string {
  const left = wordsIn(LEFT_WORDS, reason);
  const begins = kind === 'change' ? 'Gets back what was taken. ' : '';
  return sentenceWithReason(wordsIn(reasons, reason) ?? (left === undefined ? reason : `${begins}${left}`), why);
}

function factsOf<C extends RecordedChange>(
  { arn, id, decision, changes, outcome }: RecordedRow<C>,
  mode: Mode,
  words: (change: C) => string,
): readonly Fact[] {
  const { needsAgain, grantedSince, announced = [], analysis } = decision;
  const facts: readonly (readonly [label: string, value: string | undefined])[] = [
    ['ARN', arn],
    ['Unique id', id],
    [decidedAs(outcome, mode), changes.length === 0 ? undefined : changes.map(words).join(', ')],
    ['Carried out', outcome && outcomeInWords(outcome)],
    ...announced.map(({ say, since, due }) => {
      const next = due === undefined ? 'nothing is done about it' : `to be ${due.does} on ${due.on} at the earliest`;
      return ['Unused', `${say}; in reports since ${dayOf(since)}; ${next}`] as const;
    }),
    ['Tried again, though it was taken away', needsAgain?.join(', ')],
    ['Granted since, though all such was taken away', grantedSince?.join(', ')],
    ['Found by IAM Access Analyzer', analysis?.join('; ')],
  ];
  return facts.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
}

/** Changes are worded as done, and what a run has only observed is not. */
function decidedAs(outcome: Outcome | undefined, mode: Mode): string {
  if (outcome?.kind === 'done' || outcome?.kind === 'stands') return 'Done';
  return mode === 'enforce' ? 'To be done' : 'Would be done';
}

type Outcome = NonNullable<RecordedRow<never>['outcome']>;

const OUTCOMES: Readonly<Record<Outcome['kind'], string>> = {
  ...{
    done: 'by this run',
    stands: 'stood already',
    withheld: 'not in observe mode',
    left: 'not yet',
    failed: 'failed',
  },
};

function outcomeInWords({ kind, why }: Outcome): string {
  if (why === undefined) return OUTCOMES[kind];
  return wordsIn(LEFT_FOR_NOW_WORDS, why) ?? `${OUTCOMES[kind]} (${why})`;
}

/** What people do to give back what was taken, or is to be. Reports alone take nothing. */
function releaseOf<C extends RecordedChange>(
  row: RecordedRow<C>,
  state: State,
  { of: { guardrail, words }, place }: RecordedPageOf<C>,
): Fact | undefined {
  const gone = state === 'Changed' ? row.changes.flatMap((one) => words.undoneBy?.command(one) ?? [])[0] : undefined;
  if (gone !== undefined) return { label: 'No release brings this back, but this command does:', value: gone };
  if (state === 'Left alone' || state === 'Reported' || row.decision.reason === 'evidence-failed') return undefined;
  const isPut = state === 'Changed' || state === 'In place' || state === 'Failed';
  const label = isPut ? 'This gives back what was taken:' : 'Once it is carried out, this gives back what it takes:';
  return { label, value: releaseCommand(row, place, guardrail) };
}
