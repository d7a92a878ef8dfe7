import { tellOnce } from '../../../changes/tell-once';
import type { Teller } from '../../../domain/ledger/entry';
import type { Decision } from '../judge/decision';
import type { Call } from '../judge/parse';
import type { Announcement } from '../report/notify';
import { owedFor } from '../report/notify-further';
import { leftOutNotice } from '../report/rounds/notify-left-out';
import type { Rules } from '../rules';
import { callKey, type Digesting } from './judged-id';
import type { RecentNotices } from './recent-notices';
import { tellCall, type TellingPorts } from './tell-call';

/** What telling of a call takes. */
export interface TellFewPorts extends Digesting {
  readonly rules: Rules;
  readonly telling: TellingPorts;
  /** What this instance of the function has told. */
  readonly recentNotices: RecentNotices;
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
  const isOfAnybody = OF_ANYBODY.includes(decision.reason);
  const isMany = ({ entry }: Announcement) => isOfAnybody || entry.entryId.startsWith('granted-');
  const isLeftOut = !isShown && all.some(isMany) && recentNotices.isFull(now);
  const isUntold = isLeftOut && isOfAnybody;
  const announcements = isLeftOut ? all.filter((one) => !isMany(one)) : all;
  const key = callKey(call, ports);
  // What else an unauthorized caller did is named in a further notice of that caller.
  const owed = isUntold ? undefined : owedFor(call, decision, announcements, { callKey: key, now });
  const isTold = await tellCall(owed, announcements, delivery, now, telling);
  if (isTold && announcements.some(isMany)) recentNotices.add(now);
  if (isLeftOut) {
    const about = leftOutNotice(recentNotices.leaveOut(now), now, rules);
    if (about !== undefined) await tellOnce(about, delivery, now, telling);
  }
  return { isTold, isLeftOut, isUntold };
}
