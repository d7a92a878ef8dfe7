import { endingLines } from '../../../audit/report/digest-parts';
import { mostFrequent } from '../../../audit/report/page-charts';
import { runFacts, runInWords } from '../../../audit/report/run-words';
import { counted } from '../../../domain/notice/lists';
import type { Chart, Column, Report, Tile } from '../../../report/page/report';
import { isSuccess, type Row, type RunSummary } from '../run-summary';
import { isToBeBounded } from './digest-boundaries';
import { outstanding } from './digest-outstanding';
import { measuresOf } from './page-measures';
import { pagePrincipal, type PagePlace } from './page-principal';
import { lostBy, placeIn } from './words';

/** Of the page. */
export const TITLE = 'Permissions boundaries';

/** What a run found, decided and did, for the page that a person opens. */
export function pageOf(summary: RunSummary, place: PagePlace): Report {
  const { guardrail, accountId, runId, purpose, startedAt, principals, plan } = summary;
  const run = { ...{ guardrail, accountId, runId, purpose }, ...(plan !== undefined && { mode: plan.mode }) };
  const toLookAt = new Set([...outstanding(principals), ...principals.filter(needsAgain)]);
  const lost = principals.map((row) => lostBy(row, summary.rules));
  return {
    ...{ accountId, title: TITLE },
    about: [`${runInWords(run)}, which limits users and roles to the services that they use.`, doneIn(summary)],
    facts: runFacts(run, startedAt),
    tiles: tilesOf(summary, toLookAt.size, lost),
    ...{ notes: notesOf(summary), charts: [coverageOf(principals), lostMost(lost, plan?.mode)], columns: COLUMNS },
    measures: measuresOf(summary, toLookAt.size),
    principals: principals.map((row, at) =>
      pagePrincipal(row, { isToLookAt: toLookAt.has(row), lost: lost[at] ?? [] }, summary, place),
    ),
  };
}

/** In the order of what {@link pagePrincipal} says of each. Those who use the smallest part of what they may use come first. */
const COLUMNS: readonly Column[] = [
  { label: 'Coverage', kind: 'percent' },
  { label: 'May use', kind: 'number' },
  { label: 'Uses', kind: 'number' },
  { label: 'Loses', kind: 'number', isDescending: true },
  { label: 'Last used', kind: 'day' },
];

/** Whole percents, both ends included. */
const SHARES = [
  ...([
    [0, 0],
    [1, 19],
    [20, 39],
    [40, 59],
  ] as const),
  ...([
    [60, 79],
    [80, 99],
    [100, 100],
  ] as const),
];

function coverageOf(rows: readonly Row[]): Chart {
  const percents = rows.flatMap(({ coveragePercent }) => coveragePercent ?? []);
  return {
    ...{ title: 'Coverage', unit: 'principals, by the share of the services they may use that they do use' },
    bars: SHARES.map(([from, to]) => ({
      label: from === to ? `${from} %` : `${from}–${to} %`,
      value: percents.filter((percent) => percent >= from && percent <= to).length,
    })),
  };
}

const ADMINISTER = { trait: 'administersIam' } as const;

const needsAgain = ({ decision }: Row) => decision.needsAgain !== undefined;

/** @param lost services that each principal loses */
const lostMost = (lost: readonly (readonly string[])[], mode: 'observe' | 'enforce' | undefined): Chart =>
  mode === 'enforce'
    ? mostFrequent('Taken away most often', 'principals, by the service that they lose', lost)
    : mostFrequent('Would be taken away most often', 'principals, by the service that they would lose', lost);

function doneIn({ plan, counts: { changed, tagged } }: RunSummary): string {
  const tags = tagged === 0 ? '' : ` The run wrote tags on ${counted(tagged, 'principal')}.`;
  if (plan === undefined) return `No boundary was planned.${tags}`;
  if (plan.mode === 'observe') return `In observe mode no boundary is changed.${tags}`;
  return `The run changed ${counted(changed, 'boundary', 'boundaries')}.${tags}`;
}

function tilesOf(
  { counts, principals, plan }: RunSummary,
  toLookAt: number,
  lost: readonly (readonly string[])[],
): readonly Tile[] {
  const { users, roles, groups, changed } = counts;
  const taken = lost.map(({ length }) => length).filter((services) => services > 0);
  const admins = principals.filter(({ administersIam }) => administersIam === true).length;
  const kinds = [counted(users, 'user'), counted(roles, 'role'), counted(groups, 'group')].join(', ');
  return [
    { label: 'Principals', value: principals.length, about: kinds },
    plan?.mode === 'enforce'
      ? {
          ...{ label: 'Changed', value: changed, about: 'got a new boundary in this run' },
          shows: { state: 'Changed' },
        }
      : {
          ...{ label: 'Would change', value: principals.filter(isToBeBounded).length },
          ...{ about: 'would get a new boundary in enforce mode', shows: { state: 'Would change' } },
        },
    {
      label: plan?.mode === 'enforce' ? 'Services taken away' : 'Services it would take',
      value: taken.reduce((sum, services) => sum + services, 0),
      about: `from ${counted(taken.length, 'principal')} that may use them and do not`,
    },
    ...(admins > 0
      ? [{ label: 'Administer IAM', value: admins, about: 'may change what others may do', shows: ADMINISTER }]
      : []),
    { label: 'To look at', value: toLookAt, about: 'need a person', shows: { trait: 'isToLookAt' } },
  ];
}

function notesOf({ counts, plan, remarks = [], endingExemptions = [], startedAt }: RunSummary): readonly string[] {
  const { altered = [], notPrincipal = [], unread = [] } = plan ?? {};
  return [
    ...(isSuccess(counts) ? [] : ['Most of those it asked about failed: this run counts as no success.']),
    ...remarks,
    ...altered.map(({ arn }) => `Somebody altered a policy of this project: ${arn}`),
    ...notPrincipal.map((arn) => `Its policy denies everybody who has a boundary, by NotPrincipal: ${arn}`),
    ...unread.map(
      ({ arn, why }) => `Its policy could not be read, and may grant what a boundary takes: ${placeIn(arn)} (${why})`,
    ),
    ...endingLines(endingExemptions, startedAt).map((line) => `Exemption ${line}`),
  ];
}
