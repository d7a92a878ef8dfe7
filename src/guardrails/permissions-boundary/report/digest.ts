import { endingPart, LISTED, leftBy, more, type SummaryPlace, whereabouts } from '../../../audit/report/digest-parts';
import { plain, subjectOf, type Notice } from '../../../domain/notice/notice';
import { isFailed, isSuccess, type Row, type RunSummary } from '../run-summary';
import { boundaryNumbers, boundaryParts, heldBack, isStuck, lacksAdmins, stuckIn } from './digest-boundaries';
import { boundaryReleaseCommand, type ReleasePlace } from './digest-release';
import { counted, few, reasonOf } from '../../../domain/notice/lists';

/** Tells what a run found: once a run, and in plain text (THREATS T21). */
export function digestOf(summary: RunSummary, place: SummaryPlace & ReleasePlace): Notice {
  const { accountId, purpose, runId, startedAt, principals, plan } = summary;
  const open = outstanding(principals);
  const parts = [
    [`Account ${accountId}, ${purpose} run ${runId}, started ${startedAt}.`],
    numbersOf(summary),
    lowest(principals),
    ...(purpose === 'change' && plan?.mode !== 'enforce' ? [wouldBeBounded(principals)] : []),
    ...boundaryParts(summary, place),
    leftBy(summary.counts),
    endingPart(summary),
    open.length > 0 || isSettled(summary) ? outstandingIn(open, place) : [],
    unknownIn(principals),
    whereabouts(place, 'permissions-boundary-digest'),
  ];
  const body = parts.filter((part) => part.length > 0).map((part) => part.join('\n'));
  return {
    subject: subjectOf(`${troubleIn(summary)}IAM permissions: ${headlineOf(summary)}${afterIn(summary, open)}`),
    body: `${body.join('\n\n')}\n`,
  };
}

/** Whether nobody waits for a person: neither for a release, nor for a policy with NotPrincipal to be mended. */
const isSettled = (summary: RunSummary) => summary.counts.needsAgain === 0 && heldBack(summary).length === 0;

function afterIn(summary: RunSummary, open: readonly Row[]): string {
  const held = heldBack(summary).length;
  const parts = [held > 0 ? `, ${held} held back` : '', open.length > 0 ? `, ${open.length} to look at` : ''];
  return open.length === 0 && isSettled(summary) ? ', nothing outstanding' : parts.join('');
}

function troubleIn({ counts, principals }: RunSummary): string {
  if (!isSuccess(counts)) return 'ACTION NEEDED: most reports failed: ';
  return principals.some(lacksAdmins) ? 'ACTION NEEDED: an admin group is not what it was: ' : '';
}

function headlineOf({ counts, purpose, plan }: RunSummary): string {
  const principals = counted(counts.principals, 'principal');
  const again = counts.needsAgain > 0 ? `, ${counts.needsAgain} tried again what is denied` : '';
  if (plan?.mode === 'enforce' && (purpose !== 'audit' || counts.changed > 0)) {
    return `${counted(counts.changed, 'boundary', 'boundaries')} changed${again}`;
  }
  return purpose === 'change' ? `${counts.bound} of ${principals} would be bounded` : `${principals} audited${again}`;
}

/** Left alone, and yet somebody has to look at them. */
const LOOK_AT: readonly string[] = ['admin-group', 'evidence-suspicious', 'unpinned-control-role'];

/**
 * What somebody has to look at: nothing is known of these, their tags or boundary could not be put, or nothing proves
 * them.
 */
function outstanding(rows: readonly Row[]): readonly Row[] {
  return rows.filter((row) => isFailed(row) || isStuck(row) || isUnkept(row) || LOOK_AT.includes(row.decision.reason));
}

/** A person has to say what becomes of the boundary: it stands and is not kept up, or someone else removed it. */
const isUnkept = ({ notKeptUp, boundaryTaken }: Row) => notKeptUp === true || boundaryTaken !== undefined;

function numbersOf(summary: RunSummary): readonly string[] {
  const { counts } = summary;
  const { users, roles, groups, audited, reused, tagged, notKeptUp, boundariesTaken, failed } = counts;
  return [
    `Principals:     ${counts.principals} (${counted(users, 'user')}, ${counted(roles, 'role')}, ${counted(groups, 'group')})`,
    `Audited:        ${audited}${reused > 0 ? ` (${reused} unchanged, by earlier reports)` : ''}`,
    ...boundaryNumbers(summary),
    ...(notKeptUp > 0 ? [`Not kept up:    ${notKeptUp}`] : []),
    ...(boundariesTaken > 0 ? [`Taken away:     ${boundariesTaken}`] : []),
    `Tags written:   ${tagged}`,
    `Failed:         ${failed}`,
  ];
}

function lowest(rows: readonly Row[]): readonly string[] {
  const known = rows.flatMap((row) => (row.coveragePercent === null ? [] : [{ row, percent: row.coveragePercent }]));
  const first = known.sort((one, other) => one.percent - other.percent || (one.row.arn < other.row.arn ? -1 : 1));
  const lines = first
    .slice(0, LISTED)
    .map(({ row, percent }) => `  ${percent}% (${row.used} of ${row.granted} services used)  ${row.arn}`);
  return lines.length === 0 ? [] : ['Lowest coverage:', ...lines];
}

function wouldBeBounded(rows: readonly Row[]): readonly string[] {
  const bound = rows.filter(({ decision, wouldChange }) => decision.kind === 'bound' && wouldChange !== '');
  if (bound.length === 0) return ['Nobody would be bounded.'];
  const first = bound.slice(0, LISTED).map(({ arn, wouldChange }) => `  ${arn}: ${wouldChange}`);
  return [`Would be bounded (${bound.length}; nothing was changed):`, ...first, ...more(bound.length)];
}

function outstandingIn(rows: readonly Row[], place: ReleasePlace): readonly string[] {
  if (rows.length === 0) return ['Nothing outstanding: every principal was audited, or left alone for a good reason.'];
  // Of all users the same: they must not crowd out everybody else.
  const [alike, others] = [rows.filter((row) => isAlike(row)), rows.filter((row) => !isAlike(row))];
  const whys = [...new Set(alike.map(({ decision }) => decision.why ?? ''))];
  const first = others.slice(0, LISTED).flatMap((row) => [
    `  ${row.arn}: ${troubleOf(row)}`,
    // Whoever is to have no boundary is released; whoever is to have one is bounded again by the next change run.
    ...(isUnkept(row) ? [`    ${boundaryReleaseCommand(row, place)}`] : []),
  ]);
  return [
    `To look at (${rows.length}; the next run tries again):`,
    ...whys.slice(0, LISTED).map((why) => `  ${counted(alike.length, 'user')} left alone: ${plain(why)}`),
    ...first,
    ...more(others.length),
  ];
}

const isAlike = (row: Row) => lacksAdmins(row) && !isFailed(row) && !isUnkept(row);

function troubleOf(row: Row): string {
  const { decision, tags, boundary } = row;
  if (boundary?.kind === 'failed' || isStuck(row)) return plain(stuckIn(row));
  if (row.boundaryTaken !== undefined) return `someone else removed its boundary ${plain(row.boundaryTaken)}`;
  // Whoever is to be bounded keeps a boundary without upkeep in observe mode alone.
  const unkept = decision.kind === 'bound' ? 'mode observe' : reasonOf(decision);
  if (row.notKeptUp === true) return plain(`its boundary stands and is not kept up (${unkept})`);
  return plain(tags.kind === 'failed' ? `tags failed (${tags.why ?? 'for no reason given'})` : reasonOf(decision));
}

function unknownIn(rows: readonly Row[]): readonly string[] {
  const unknown = [...new Set(rows.flatMap(({ unknownServices }) => unknownServices))].sort();
  return unknown.length === 0 ? [] : [`Services this version does not know (they count as any other): ${few(unknown)}`];
}
