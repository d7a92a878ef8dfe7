import { LISTED, more } from '../../../audit/report/digest-parts';
import { isOwnPolicy } from '../../../domain/policy/own-policies';
import { releaseRunCommand } from '../../../domain/commands/release';
import { plain } from '../../../domain/notice/notice';
import { articleIn } from '../../../domain/notice/runbook';
import { isWaiting, type Row, type RunSummary } from '../run-summary';
import { keptLines } from './digest-kept';
import { boundaryReleaseCommand, type ReleasePlace } from './digest-release';
import { few } from '../../../domain/notice/lists';
import { boundaryIn, placeIn, takes } from './words';

/** So much of an error says what is wrong. */
const WHY = 200;

/** Reasons of the plan that somebody has to look at: the next run would only say so again. */
const STUCK: readonly string[] = ['boundary-too-large', 'no-policy-left', 'policy-altered', 'flipped'];

/** Whether somebody has to look at a boundary that was left: for want of room, or because someone else changed it. */
export function isStuck({ boundary }: Row): boolean {
  if (boundary?.kind !== 'left') return false;
  return boundary.reason === undefined || STUCK.includes(boundary.reason);
}

/** Whether a run came upon something that people were not told of: a day on which nothing happened needs no mail. */
export function isWorthTelling({ counts, plan, principals }: RunSummary, needsMore: boolean): boolean {
  const isNews = (row: Row) => lacksAdmins(row) || (row.boundary?.kind === 'left' && row.boundary.reason === undefined);
  return (
    needsMore || counts.changed > 0 || counts.failed > 0 || (plan?.altered ?? []).length > 0 || principals.some(isNews)
  );
}

/** Whether somebody is left alone because nobody can tell who is an admin. */
export function lacksAdmins({ decision }: Row): boolean {
  return decision.reason === 'admin-group';
}

/** What a digest says of boundaries, in parts of lines; a part may be empty. */
export function boundaryParts(summary: RunSummary, place: ReleasePlace): readonly (readonly string[])[] {
  const { plan, principals } = summary;
  if (plan === undefined) return [];
  return [
    altered(plan),
    changed(summary, place),
    listed(
      'May administer IAM and is to be bounded',
      principals.filter((row) => row.administersIam === true && row.decision.kind === 'bound'),
      (row) => (isBounded(row, place) ? `${row.arn}: is bounded: exempt it, then release it` : row.arn),
      ': exempt or protect whoever repairs things',
    ),
    needingAgain(principals, place),
    flipped(principals, place),
    listed('Bounded more widely than meant, for want of room for policies', principals.filter(isWidened), (row) => {
      return `${row.arn}: ${few(row.boundary?.widened ?? [])} beyond what is meant`;
    }),
    listed(
      'Bounded by what they use, since the names of all that is unused do not fit into a policy',
      principals.filter(({ boundary }) => boundary?.style !== undefined),
      ({ arn, wouldChange }) => (wouldChange === '' ? `${arn}: stands` : `${arn}: ${wouldChange}`),
      '; what is granted to them later is let through from the next run on:',
    ),
    listed(
      'Waiting for a later run (limits.changesPerRun, limits.maxChangePercent)',
      principals.filter(isWaiting),
      (row) => {
        return `${row.arn}: ${row.wouldChange}`;
      },
    ),
    listed(
      'Held back',
      heldBack(summary),
      ({ arn, wouldChange }) => `${arn}: ${wouldChange}`,
      ': see the mail about NotPrincipal',
    ),
    keeping(principals),
    denyingAllBut(plan),
    unread(plan, place),
  ];
}

/** How many are to be bounded, and what has become of them so far. */
export function boundaryNumbers(summary: RunSummary): readonly string[] {
  const { counts, plan, principals } = summary;
  if (plan?.mode !== 'enforce') return [`Would be bound: ${counts.bound}`];
  const stand = principals.filter(({ boundary }) => boundary?.kind === 'stands').length;
  const wait = counts.waiting + heldBack(summary).length;
  return [
    `To be bounded:  ${counts.bound} (${stand} have what is meant, ${counts.changed} changed now, ${wait} wait)`,
    `Need again:     ${counts.needsAgain}`,
  ];
}

/** Whose turn it was, had the change run not found that NotPrincipal may deny them: of itself it is about everything. */
export function heldBack({ purpose, plan, principals }: RunSummary): readonly Row[] {
  if (purpose !== 'change' || plan?.mode !== 'enforce' || plan.scope !== 'widening') return [];
  return principals.filter(({ boundary }) => boundary?.reason === 'next-change-run');
}

const isDone = ({ boundary }: Row) => boundary?.kind === 'done';

/** Whether a boundary of the project stands, since this run or before it. */
function isBounded({ boundary, boundaryArn }: Row, { own }: ReleasePlace): boolean {
  const isPut = boundary?.kind === 'done' || boundary?.kind === 'stands';
  return isPut || (boundaryArn !== undefined && isOwnPolicy(boundaryArn, own));
}

function changed({ runId, rules, principals }: RunSummary, place: ReleasePlace): readonly string[] {
  const lines = listed('Boundaries changed', principals.filter(isDone), (row) => {
    const taken = takes(row, rules['style'], rules['alwaysAllow']);
    return `${row.arn}: ${row.wouldChange}${taken === '' ? '' : `, ${taken}`}`;
  });
  if (lines.length === 0) return [];
  return [...lines, 'To take back all that this run changed, tags as well:', `  ${releaseRunCommand(runId, place)}`];
}

const isWidened = ({ boundary }: Row) => boundary?.widened !== undefined;

function altered({ altered: policies }: NonNullable<RunSummary['plan']>): readonly string[] {
  if (policies.length === 0) return [];
  const lines = policies.map(({ arn, restored, why }) => {
    return `  ${plain(arn)}: ${restored ? 'says again what it is for' : `NOT restored (${plain(why ?? 'for no reason given')})`}`;
  });
  const heading = `Policies of the project that somebody altered (${policies.length}; CloudTrail says who):`;
  return [heading, ...lines.slice(0, LISTED), ...more(lines.length)];
}

function needingAgain(rows: readonly Row[], place: ReleasePlace): readonly string[] {
  const needing = rows.filter(({ decision }) => decision.needsAgain !== undefined);
  if (needing.length === 0) return [];
  const lines = needing
    .slice(0, LISTED)
    .flatMap((row) => [
      `  ${row.arn}: ${few(row.decision.needsAgain ?? [])}`,
      `    ${boundaryReleaseCommand(row, place)}`,
    ]);
  return [
    `Tried again what their boundary denies (${needing.length}). Released principals stay unbounded until the next change run,`,
    'which goes by what was used until then; the others keep their boundary:',
    ...lines,
    ...more(needing.length),
    `Runbook: ${articleIn(place.runbook, 'permissions-boundary-needs-again')}`,
  ];
}

function flipped(rows: readonly Row[], place: ReleasePlace): readonly string[] {
  const twice = rows.filter(({ boundary }) => boundary?.reason === 'flipped');
  if (twice.length === 0) return [];
  const lines = twice.slice(0, LISTED).flatMap((row) => [`  ${row.arn}`, `    ${boundaryReleaseCommand(row, place)}`]);
  const heading = `Left alone, because someone else removed the boundary twice (${twice.length}). To begin anew:`;
  return [heading, ...lines, ...more(twice.length)];
}

function denyingAllBut({ notPrincipal, mode }: NonNullable<RunSummary['plan']>): readonly string[] {
  if (notPrincipal.length === 0) return [];
  const when = mode === 'enforce' ? 'Whoever has a boundary is denied' : 'Whoever gets a boundary will be denied';
  return [
    `${when} by these policies, which deny with NotPrincipal (${notPrincipal.length}; write a condition on aws:PrincipalArn instead):`,
    ...notPrincipal.slice(0, LISTED).map((arn) => `  ${plain(arn)}`),
    ...more(notPrincipal.length),
  ];
}

function keeping(rows: readonly Row[]): readonly string[] {
  const { roles, lines } = keptLines(rows);
  if (roles === 0) return [];
  return [
    `kept-by-resource-policy: roles keep what only the policy of a resource grants to them by name (${roles}):`,
    ...lines.slice(0, LISTED).map((line) => `  ${line}`),
    ...more(lines.length),
  ];
}

function unread({ unread: places = [] }: NonNullable<RunSummary['plan']>, place: ReleasePlace): readonly string[] {
  if (places.length === 0) return [];
  return [
    `Policies of resources that nobody could read, so that roles may lose what these grant (${places.length}):`,
    ...places.slice(0, LISTED).map(({ arn, why }) => `  not read: ${plain(placeIn(arn))} (${plain(why, WHY)})`),
    ...more(places.length),
    `Runbook: ${articleIn(place.runbook, 'permissions-boundary-not-read')}`,
  ];
}

function listed(heading: string, rows: readonly Row[], lineOf: (row: Row) => string, advice = ':'): readonly string[] {
  if (rows.length === 0) return [];
  return [
    `${heading} (${rows.length})${advice}`,
    ...rows.slice(0, LISTED).map((row) => `  ${lineOf(row)}`),
    ...more(rows.length),
  ];
}

/** What is to be looked at of a boundary. */
export function stuckIn({ boundary }: Row): string {
  return boundary === undefined ? '' : `boundary ${boundaryIn(boundary)}`;
}
