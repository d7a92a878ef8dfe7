import { endingPart, leftBy, listed, LISTED, summaryCopies, summaryLinks } from '../../../audit/report/digest-parts';
import type { SummaryPlace } from '../../../audit/report/digest-parts';
import { aboutRun, runFacts, runInWords } from '../../../audit/report/run-words';
import { counted, few } from '../../../domain/notice/lists';
import type { Fact, List, Notice, NoticeClass } from '../../../domain/notice/notice';
import { articleIn } from '../../../domain/notice/runbook';
import { isSuccess, type Row, type RunSummary } from '../run-summary';
import { digestActions } from './digest-actions';
import { boundaryLists, boundaryNumbers, heldBack, isToBeBounded, lacksAdmins } from './digest-boundaries';
import { outstanding, outstandingList } from './digest-outstanding';
import type { ReleasePlace } from './digest-release';

/** Tells what a run found and did: once a run. */
export function digestOf(summary: RunSummary, place: SummaryPlace & ReleasePlace): Notice {
  const { guardrail, accountId, purpose, runId, startedAt, principals, plan, counts } = summary;
  const open = outstanding(principals);
  const run = { ...{ guardrail, accountId, runId, purpose }, ...(plan !== undefined && { mode: plan.mode }) };
  const { needsAgain } = counts;
  return {
    ...{ class: classOf(summary, open), ...aboutRun(run) },
    headline: `IAM permissions: ${troubleIn(summary)}${headlineOf(summary)}${afterIn(summary, open)}`,
    happened: [`${runInWords(run)} looked at ${inKinds(summary)}. ${ABOUT}`],
    done: doneIn(summary),
    actions: digestActions(summary, open, place),
    facts: [...runFacts(run, startedAt), ...numbersOf(summary), ...unknownIn(principals)],
    lists: [
      ...(purpose === 'change' && plan?.mode !== 'enforce' ? wouldBeBounded(principals) : []),
      ...boundaryLists(summary, place),
      ...outstandingList(open, place),
      ...lowest(principals),
      ...leftBy(counts),
      ...endingPart(summary),
      ...summaryCopies(place),
    ],
    links: [
      ...summaryLinks(place, 'permissions-boundary-digest'),
      ...(needsAgain > 0 ? [article(place, 'Runbook, tried again', 'permissions-boundary-needs-again')] : []),
      ...(isUnread(summary) ? [article(place, 'Runbook, not read', 'permissions-boundary-not-read')] : []),
    ],
  };
}

const ABOUT = 'This guardrail limits users and roles to the services that they use, by a permissions boundary.';

const article = ({ runbook }: ReleasePlace, label: string, name: string) => ({ label, href: articleIn(runbook, name) });

const isUnread = ({ plan }: RunSummary) => (plan?.unread ?? []).length > 0;

/** A digest that waits for a person at once, one to read, or one that says no more than that the run took place. */
function classOf(summary: RunSummary, open: readonly Row[]): NoticeClass {
  if (troubleIn(summary) !== '') return 'action-needed';
  const { counts, plan, endingExemptions = [], purpose } = summary;
  const isPlanned = purpose === 'change' || plan?.mode === 'enforce';
  const isNews = [
    counts.changed > 0 || counts.waiting > 0 || (isPlanned && plan?.mode !== 'enforce' && counts.bound > 0),
    open.length > 0 || counts.needsAgain > 0 || heldBack(summary).length > 0,
    (plan?.altered ?? []).length > 0 || (plan?.notPrincipal ?? []).length > 0 || isUnread(summary),
    endingExemptions.length > 0,
  ];
  return isNews.includes(true) ? 'digest' : 'heartbeat';
}

function afterIn(summary: RunSummary, open: readonly Row[]): string {
  const held = heldBack(summary).length;
  const isSettled = open.length === 0 && summary.counts.needsAgain === 0 && held === 0;
  const parts = [held > 0 ? `, ${held} held back` : '', open.length > 0 ? `, ${open.length} to look at` : ''];
  return isSettled ? ', nothing outstanding' : parts.join('');
}

function troubleIn({ counts, principals }: RunSummary): string {
  if (!isSuccess(counts)) return 'most reports failed; ';
  return principals.some(lacksAdmins) ? 'nobody can tell who is an admin; ' : '';
}

function headlineOf({ counts, purpose, plan }: RunSummary): string {
  const principals = counted(counts.principals, 'principal');
  const again = counts.needsAgain > 0 ? `, ${counts.needsAgain} tried denied services again` : '';
  if (plan?.mode === 'enforce' && (purpose !== 'audit' || counts.changed > 0)) {
    return `${counted(counts.changed, 'boundary', 'boundaries')} changed${again}`;
  }
  return purpose === 'change' ? `${counts.bound} of ${principals} would be bounded` : `${principals} audited${again}`;
}

function inKinds({ counts: { principals, users, roles, groups } }: RunSummary): string {
  const kinds = [counted(users, 'user'), counted(roles, 'role'), counted(groups, 'group')].join(', ');
  return `${counted(principals, 'principal')} (${kinds})`;
}

function doneIn({ counts, plan, purpose, principals }: RunSummary): readonly string[] {
  const { changed, tagged } = counts;
  const tags = tagged === 0 ? 'wrote no tags' : `wrote tags on ${counted(tagged, 'principal')}`;
  const did = `The run changed ${changed === 0 ? 'no boundary' : counted(changed, 'boundary', 'boundaries')} and ${tags}.`;
  if (plan?.mode === 'enforce') return [did];
  const bound = principals.filter(isToBeBounded).length;
  const would = bound === 0 ? 'Nobody would be bounded' : `${counted(bound, 'principal')} would be bounded`;
  const why =
    plan === undefined ? 'The settings have boundaries switched off.' : 'No boundary changes in observe mode.';
  return [purpose === 'change' ? `${did} ${why} ${would} in enforce mode.` : `${did} ${why}`];
}

function numbersOf(summary: RunSummary): readonly Fact[] {
  const { principals, audited, reused, tagged, notKeptUp, boundariesTaken, failed } = summary.counts;
  const some = (label: string, number: number) => (number > 0 ? [{ label, value: String(number) }] : []);
  return [
    { label: 'Principals', value: String(principals) },
    { label: 'Audited', value: `${audited}${reused > 0 ? ` (${reused} unchanged, by earlier reports)` : ''}` },
    ...boundaryNumbers(summary),
    ...some('Not kept up', notKeptUp),
    ...some('Removed by others', boundariesTaken),
    { label: 'Tags written', value: String(tagged) },
    { label: 'Failed', value: String(failed) },
  ];
}

function lowest(rows: readonly Row[]): readonly List[] {
  const known = rows.flatMap((row) => (row.coveragePercent === null ? [] : [{ row, percent: row.coveragePercent }]));
  const first = known.sort((one, other) => one.percent - other.percent || (one.row.arn < other.row.arn ? -1 : 1));
  const shown = listed(
    'Lowest coverage',
    first,
    ({ row, percent }) => `${percent}% (${row.used} of ${row.granted} services used)  ${row.arn}`,
    'Who uses the smallest part of the services that were granted',
  );
  // Of everybody who is not among the lowest there is nothing to say.
  return shown.map((list) => ({ ...list, total: Math.min(list.total, LISTED) }));
}

function wouldBeBounded(rows: readonly Row[]): readonly List[] {
  const bound = rows.filter(isToBeBounded);
  return listed('Would be bounded', bound, ({ arn, wouldChange }) => `${arn}: ${wouldChange}`, 'Nothing was changed');
}

function unknownIn(rows: readonly Row[]): readonly Fact[] {
  const unknown = [...new Set(rows.flatMap(({ unknownServices }) => unknownServices))].sort();
  if (unknown.length === 0) return [];
  return [
    { label: 'Unknown services', value: `${few(unknown)} (this version does not know them; they count as any other)` },
  ];
}
