import { counted } from '../../domain/notice/lists';
import type { RecordedChange } from '../../domain/recorded-change/kinds';
import type { Report, Tile } from '../../report/page/report';
import type { RecordedRow } from '../recorded/row';
import type { RecordedSummary } from '../recorded/summary-form';
import { isDue } from './announced';
import { endingLines } from './digest-parts';
import { recordedPrincipal } from './recorded-page-principal';
import { measuresOf } from './recorded-page-measures';
import type { RecordedPageOf } from './recorded-page-words';
import { isFlipped, isSuccess, isTriedAgain } from './recorded-outcomes';
import { runFacts, runInWords } from './run-words';

/** What a run found, decided and did, for the page that a person opens. */
export function recordedPage<C extends RecordedChange>(summary: RecordedSummary<C>, made: RecordedPageOf<C>): Report {
  const { guardrail, accountId, runId, purpose, startedAt, principals, mode } = summary;
  const { of, page } = made;
  const run = { ...{ guardrail, accountId, runId, purpose }, ...(mode !== undefined && { mode }) };
  const toLookAt = new Set(principals.filter((row) => needsPerson(row, of)));
  return {
    ...{ accountId, title: of.words.title },
    about: [
      `${runInWords(run)}.${of.words.does === undefined ? '' : ` ${of.words.does}`}`,
      ...(mode === 'enforce' ? [] : ['The run changed nothing.']),
    ],
    facts: runFacts(run, startedAt),
    tiles: tilesOf(summary, toLookAt.size),
    ...{ notes: notesOf(summary), charts: page.charts(principals, mode) },
    measures: measuresOf(summary.counts, toLookAt.size, page.measures(principals)),
    columns: page.columns.map(({ label, kind, isDescending }) => ({ label, kind, isDescending })),
    principals: principals.map((row) => recordedPrincipal(row, toLookAt.has(row), mode, made)),
  };
}

function needsPerson(
  row: Pick<RecordedRow<never>, 'decision' | 'outcome'>,
  { toLookAt = [] }: { readonly toLookAt?: readonly string[] | undefined },
): boolean {
  const { needsAgain, grantedSince, reason } = row.decision;
  return isTriedAgain(row) || isFlipped(row) || toLookAt.includes(reason) || (needsAgain ?? grantedSince) !== undefined;
}

function tilesOf(
  {
    counts,
    mode,
    principals,
  }: Omit<RecordedSummary<never>, 'principals'> & {
    readonly principals: readonly Omit<RecordedRow<never>, 'changes'>[];
  },
  toLookAt: number,
): readonly Tile[] {
  const { toChange, changed, announced = 0, waiting } = counts;
  const due = principals.filter(isDue).length;
  return [
    { label: 'Principals', value: counts.principals, about: 'looked at by the run' },
    mode === 'enforce'
      ? {
          label: 'Changed',
          value: changed,
          about: `by this run${waiting > 0 ? `; ${counted(waiting, 'principal')} waiting` : ''}`,
          shows: { state: 'Changed' },
        }
      : {
          ...{ label: 'Would change', value: toChange, about: 'now, in a run that may change' },
          shows: { state: 'Would change' },
        },
    ...(announced > 0
      ? [
          {
            label: 'Unused',
            value: announced,
            about: `reported; ${due} with a date for what comes next`,
            shows: { trait: 'hasUnused' as const },
          },
        ]
      : []),
    { label: 'To look at', value: toLookAt, about: 'need a person', shows: { trait: 'isToLookAt' } },
  ];
}

function notesOf({
  counts,
  policies,
  remarks = [],
  endingExemptions = [],
  startedAt,
}: Omit<RecordedSummary<never>, 'principals'>): readonly string[] {
  return [
    ...(isSuccess(counts) ? [] : ['Most of those it asked about failed: this run counts as no success.']),
    ...remarks,
    ...(policies?.altered ?? []).map(({ arn }) => `Somebody altered a policy of this project: ${arn}`),
    ...endingLines(endingExemptions, startedAt).map((line) => `Exemption ${line}`),
  ];
}
