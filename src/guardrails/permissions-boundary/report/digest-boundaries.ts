import { listed } from '../../../audit/report/digest-parts';
import { isOwnPolicy } from '../../../domain/policy/own-policies';
import { plain, type Fact, type List } from '../../../domain/notice/notice';
import { isWaiting, type Row, type RunSummary } from '../run-summary';
import { keptLines, keptRoles } from './digest-kept';
import { boundaryReleaseCommand, type ReleasePlace } from './digest-release';
import { counted, few } from '../../../domain/notice/lists';
import { boundaryIn, placeIn, takenBy, takes } from './words';

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

/** What a digest lists about boundaries. */
export function boundaryLists(summary: RunSummary, place: ReleasePlace): readonly List[] {
  const { plan, principals } = summary;
  if (plan === undefined) return [];
  const meant = ({ arn, wouldChange }: Row) => `${arn}: ${wouldChange}`;
  return [
    ...altered(plan),
    ...changed(summary),
    ...listed(
      'May administer IAM and is to be bounded',
      principals.filter((row) => row.administersIam === true && row.decision.kind === 'bound'),
      (row) => (isBounded(row, place) ? `${row.arn}: has a boundary; exempt it, then release it` : row.arn),
      'Exempt or protect those who repair things',
    ),
    ...listed(
      'Tried denied services again',
      principals.filter(({ decision }) => decision.needsAgain !== undefined),
      (row) => ({
        say: `${row.arn}: ${few(row.decision.needsAgain ?? [])}`,
        command: boundaryReleaseCommand(row, place),
      }),
    ),
    ...listed(
      'Left alone, because someone else removed the boundary twice',
      principals.filter(({ boundary }) => boundary?.reason === 'flipped'),
      (row) => ({ say: row.arn, command: boundaryReleaseCommand(row, place) }),
      'To begin anew, run the command',
    ),
    ...listed(
      'Bounded more widely than meant',
      principals.filter(({ boundary }) => boundary?.widened !== undefined),
      (row) => `${row.arn}: ${few(row.boundary?.widened ?? [])} beyond what is meant`,
      'There is no room for more policies',
    ),
    ...listed(
      'Bounded by what they use',
      principals.filter(({ boundary }) => boundary?.style !== undefined),
      (row) => (row.wouldChange === '' ? `${row.arn}: has that boundary` : meant(row)),
      'The names of all that is unused do not fit into a policy. What is granted to them later is let through from the next run on',
    ),
    ...listed(
      'Waiting for a later run',
      principals.filter(isWaiting),
      meant,
      'One run changes no more than limits.changesPerRun and limits.maxChangePercent allow',
    ),
    ...listed('Held back', heldBack(summary), meant, 'See the mail about NotPrincipal'),
    ...listed(
      'Kept by resource policies (kept-by-resource-policy)',
      keptLines(principals),
      (line) => line,
      'A boundary lets through what only the policy of a resource grants to the role by name',
    ),
    ...denyingAllBut(plan),
    ...listed(
      'Policies of resources that could not be read',
      plan.unread ?? [],
      ({ arn, why }) => `not read: ${plain(placeIn(arn))} (${plain(why, WHY)})`,
      'Roles may lose what these grant',
    ),
  ];
}

/** How many are to be bounded, and what has become of them so far. */
export function boundaryNumbers(summary: RunSummary): readonly Fact[] {
  const { counts, plan, principals } = summary;
  const roles = plan === undefined ? 0 : keptRoles(principals);
  const kept =
    roles === 0 ? [] : [{ label: 'Kept by resource policies', value: `something, for ${counted(roles, 'role')}` }];
  if (plan?.mode !== 'enforce') return [{ label: 'Would be bounded', value: String(counts.bound) }, ...kept];
  const stand = principals.filter(({ boundary }) => boundary?.kind === 'stands').length;
  const wait = counts.waiting + heldBack(summary).length;
  const so = `${stand} already right, ${counts.changed} changed now, ${wait} waiting`;
  return [
    { label: 'To be bounded', value: `${counts.bound} (${so})` },
    { label: 'Tried again', value: String(counts.needsAgain) },
    ...kept,
  ];
}

/** Whose turn it was, had the change run not found that NotPrincipal may deny them: of itself it is about everything. */
export function heldBack({ purpose, plan, principals }: RunSummary): readonly Row[] {
  if (purpose !== 'change' || plan?.mode !== 'enforce' || plan.scope !== 'widening') return [];
  return principals.filter(({ boundary }) => boundary?.reason === 'next-change-run');
}

const isDone = ({ boundary }: Row) => boundary?.kind === 'done';

/** Whether a boundary of the project stands, since this run or before it. */
export function isBounded({ boundary, boundaryArn }: Row, { own }: ReleasePlace): boolean {
  const isPut = boundary?.kind === 'done' || boundary?.kind === 'stands';
  return isPut || (boundaryArn !== undefined && isOwnPolicy(boundaryArn, own));
}

/** The largest first: those that lose the most. */
function changed({ rules: { style, alwaysAllow }, principals }: RunSummary): readonly List[] {
  const size = (row: Row) => takenBy(row, style, alwaysAllow).length;
  const rows = principals.filter(isDone).sort((one, other) => size(other) - size(one));
  return listed('Boundaries changed', rows, (row) => {
    const taken = takes(row, style, alwaysAllow);
    return `${row.arn}: ${row.wouldChange}${taken === '' ? '' : `, ${taken}`}`;
  });
}

function altered({ altered: policies }: NonNullable<RunSummary['plan']>): readonly List[] {
  return listed('Policies of this project that somebody altered', policies, ({ arn, restored, why }) => {
    return `${plain(arn)}: ${restored ? 'has its text back' : `NOT restored (${plain(why ?? 'for no reason given')})`}`;
  });
}

function denyingAllBut({ notPrincipal, mode }: NonNullable<RunSummary['plan']>): readonly List[] {
  const whom = mode === 'enforce' ? 'every principal that has a boundary' : 'every principal that gets a boundary';
  return listed(
    'Policies that deny with NotPrincipal',
    notPrincipal,
    (arn) => plain(arn),
    `They deny ${whom}. Write a condition on aws:PrincipalArn instead`,
  );
}

/** What is to be looked at of a boundary. */
export function stuckIn({ boundary }: Row): string {
  return boundary === undefined ? '' : `boundary ${boundaryIn(boundary)}`;
}

/** Whether a boundary is meant for somebody that does not stand yet. */
export const isToBeBounded = ({ decision, wouldChange }: Row): boolean =>
  decision.kind === 'bound' && wouldChange !== '';
