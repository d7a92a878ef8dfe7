import { tellOnce } from '../../../changes/tell-once';
import type { Teller } from '../../../domain/ledger/entry';
import type { Decision } from '../judge/decision';
import type { Call } from '../judge/parse';
import type { Announcement } from '../report/notify';
import { owedFor } from '../report/notify-further';
import type { leftOutNotice } from '../report/rounds/notify-left-out';
import type { Rules } from '../rules';
import { callKey, type Digesting } from './judged-id';
import type { About, RecentNotices } from './recent-notices';
import { tellCall, type TellingPorts } from './tell-call';

/** What telling of a call takes. */
export interface TellFewPorts extends Digesting {
  readonly rules: Rules;
  readonly telling: TellingPorts;
  /** What this instance of the function has told. */
  readonly recentNotices: RecentNotices;
  /** The words about notices that were left out, read when they are needed: nearly never. */
  readonly leftOut: () => Promise<{ readonly leftOutNotice: typeof leftOutNotice }>;
}

/** How a call is told of. */
interface Telling {
  readonly delivery: Teller;
  readonly now: Date;
  /** Whether history shows the call: it is never left out. */
  readonly isShown: boolean;
}

/** What people were told of a call. */
interface ToldFew {
  /** Whether a notice named it. */
  readonly isTold: boolean;
  /** Whether a notice was left out. */
  readonly isLeftOut: boolean;
  /** Whether nobody hears of it before history shows it. */
  readonly isUntold: boolean;
}

/** Verdicts that change nobody, whose callers a message may have made up. */
const OF_ANYBODY: readonly string[] = ['gone', 'failed-call', 'via-service', 'too-many-revocations', 'admin-group'];

/** Verdicts that change nobody, whose callers there are: a message may still give each call a time, and so a notice, of its own. */
const OF_SOMEBODY: readonly string[] = ['root', 'exempt-renamed', 'admin-re-added'];

const GRANTED = 'granted-';

/** Whom a notice is about that comes as often as messages are made up; undefined for one that what there is in IAM bounds. */
function aboutOf({ reason }: Decision, { entry: { entryId } }: Announcement): About | undefined {
  if (OF_ANYBODY.includes(reason) || entryId.startsWith(GRANTED)) return 'anybody';
  const isSomebodys = OF_SOMEBODY.includes(reason) || /^(escalation|quarantined|observed|held|failed)-/.test(entryId);
  return isSomebodys ? 'somebody' : undefined;
}

/**
 * Tells people of a call, unless they have been told of too many in the last hour of which there was but a message.
 *
 * A call of which they are not told is not marked as judged either. So the search finds it in the event history if somebody made
 * it, and people are told then; one that was made up is in the log of the function.
 */
export async function tellFew(
  call: Call,
  decision: Decision,
  all: readonly Announcement[],
  { delivery, now, isShown }: Telling,
  ports: TellFewPorts,
): Promise<ToldFew> {
  const { recentNotices, telling, rules } = ports;
  const isOut = (one: Announcement) => {
    const about = aboutOf(decision, one);
    return !isShown && about !== undefined && recentNotices.isFull(about, now);
  };
  const leftOut = all.filter(isOut);
  const isLeftOut = leftOut.length > 0;
  // Whom the call made an admin a further notice says, and each look.
  const isUntold = leftOut.some(({ entry }) => !entry.entryId.startsWith(GRANTED));
  const announcements = all.filter((one) => !leftOut.includes(one));
  // What else an unauthorized caller did is named in a further notice of that caller.
  const owed = isUntold ? undefined : owedFor(call, decision, announcements, { callKey: callKey(call, ports), now });
  const isTold = await tellCall(owed, announcements, delivery, now, telling);
  const told = new Set(isTold ? announcements.flatMap((one) => aboutOf(decision, one) ?? []) : []);
  for (const about of told) recentNotices.add(about, now);
  if (isLeftOut) {
    const words = await ports.leftOut();
    const about = words.leftOutNotice(recentNotices.leaveOut(now), now, rules);
    if (about !== undefined) await tellOnce(about, delivery, now, telling);
  }
  return { isTold, isLeftOut, isUntold };
}
