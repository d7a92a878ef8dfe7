import { LISTED } from '../../../audit/report/digest-parts';
import { counted, reasonOf } from '../../../domain/notice/lists';
import { plain, type Line, type List } from '../../../domain/notice/notice';
import { isFailed, type Row } from '../run-summary';
import { isStuck, lacksAdmins, stuckIn } from './digest-boundaries';
import { boundaryReleaseCommand, type ReleasePlace } from './digest-release';

/** Left alone, and yet somebody has to look at them. */
const LOOK_AT: readonly string[] = ['admin-group', 'evidence-suspicious', 'unpinned-control-role'];

/**
 * What somebody has to look at: nothing is known of these, their tags or boundary could not be put, or nothing proves
 * them.
 */
export function outstanding(rows: readonly Row[]): readonly Row[] {
  return rows.filter((row) => isFailed(row) || isStuck(row) || isUnkept(row) || LOOK_AT.includes(row.decision.reason));
}

/** A person has to say what becomes of the boundary: it stands and is not kept up, or someone else removed it. */
const isUnkept = ({ notKeptUp, boundaryTaken }: Row) => notKeptUp === true || boundaryTaken !== undefined;

/** What is outstanding, with the command where a person has to decide. */
export function outstandingList(rows: readonly Row[], place: ReleasePlace): readonly List[] {
  if (rows.length === 0) return [];
  // Of all users the same: they must not crowd out everybody else.
  const [alike, others] = [rows.filter((row) => isAlike(row)), rows.filter((row) => !isAlike(row))];
  const whys = [...new Set(alike.map(({ decision }) => decision.why ?? ''))];
  const lines = others.slice(0, LISTED).map((row): Line => {
    const say = `${row.arn}: ${troubleOf(row)}`;
    // To have no boundary, a principal is released; to have one, it is bounded again by the next change run.
    return isUnkept(row) ? { say, command: boundaryReleaseCommand(row, place) } : { say };
  });
  const shared = whys.slice(0, LISTED).map((why) => ({
    say: `${counted(alike.length, 'user')} left alone: ${plain(why)}`,
  }));
  return [
    {
      heading: 'To look at',
      about: 'The next run looks at each again',
      rows: [...shared, ...lines],
      total: whys.length + others.length,
    },
  ];
}

const isAlike = (row: Row) => lacksAdmins(row) && !isFailed(row) && !isUnkept(row);

function troubleOf(row: Row): string {
  const { decision, tags, boundary } = row;
  if (boundary?.kind === 'failed' || isStuck(row)) return plain(stuckIn(row));
  if (row.boundaryTaken !== undefined) return `someone else removed its boundary ${plain(row.boundaryTaken)}`;
  // What is to be bounded keeps a boundary without upkeep in observe mode alone.
  const unkept = decision.kind === 'bound' ? 'mode observe' : reasonOf(decision);
  if (row.notKeptUp === true) return plain(`its boundary stands and is not kept up (${unkept})`);
  return plain(tags.kind === 'failed' ? `tags failed (${tags.why ?? 'for no reason given'})` : reasonOf(decision));
}
