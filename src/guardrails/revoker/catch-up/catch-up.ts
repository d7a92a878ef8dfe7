import type { EventHistory } from '../../../aws/cloudtrail/event-history';
import type { AdminRosterLedger } from '../../../aws/ledger/admin-rosters';
import type { JudgedLedger } from '../../../aws/ledger/judged';
import type { WaitingLedger } from '../../../aws/ledger/waiting';
import { wasIn } from '../../../domain/admin-roster/stays';
import { LATE_MS, type WatchedRoster } from '../../../domain/admin-roster/watched';
import { judgedId, type Digesting } from '../apply/judged-id';
import { isPlain, waitingFor } from '../apply/remember';
import { decideByEvent } from '../judge/decide';
import { EventError, parseRecord, type Call } from '../judge/parse';
import { keyOf } from '../report/notify';
import { accountOf, type Rules } from '../rules';

/** What catching up takes. */
interface CatchUpPorts extends Digesting {
  readonly rules: Rules;
  readonly history: EventHistory;
  readonly judged: JudgedLedger;
  readonly waiting: Pick<WaitingLedger, 'add'>;
  readonly adminRosters: Pick<AdminRosterLedger, 'of'>;
}

/** What a look found in history that had never been judged. */
export interface CaughtUp {
  /** They wait now, and are judged within minutes. */
  readonly calls: readonly Call[];
  /** What is wrong with each record that nobody can read. */
  readonly unread: readonly string[];
  /** Until when history was searched. */
  readonly until: Date;
  /** Why the search ended before it was through. @default it was */
  readonly why?: string;
}

/** So much of the time is searched at once: less where there is too much in it. */
const SLICES_MS = [5 * 60_000, 60_000, 10_000, 1_000];

/** Once so many events were read, the next look goes on: a look-up takes half a second, and finds fifty. */
const ENOUGH = 500;

/** Why a call waits that nobody had judged. */
const UNDELIVERED = 'found in the event history alone';

/** Why a call waits that was left alone as one of an admin. */
const NO_ADMIN = 'its caller was no admin after all, by a call that came later';

/**
 * Searches CloudTrail's event history for calls of IAM that were never judged, and has them wait for a judgement.
 *
 * EventBridge may lose an event, and somebody with rights on the queue, the rule or the function may see to it that one is
 * lost; the history knows it all the same. It is searched twenty minutes behind the time, when it holds every event.
 *
 * By then the roster knows of every call as well that came before: whom it takes for no admin any more is judged again. What
 * the search has passed it does not look at again, so it goes no further than the roster.
 */
export async function catchUp(now: Date, ports: CatchUpPorts): Promise<CaughtUp> {
  const { rules, history, judged } = ports;
  const accountId = accountOf(rules);
  const roster = await ports.adminRosters.of(accountId);
  const end = knownUntil(roster, now) - LATE_MS;
  const begun = await judged.searchedUntil(accountId);
  // What was called before the guard was there was nobody's to judge.
  let until = begun ?? now;
  if (begun === undefined) await judged.saveSearched(accountId, now);

  const calls: Call[] = [];
  const unread: string[] = [];
  let slice = 0;
  for (let read = 0; until.getTime() < end && read < ENOUGH;) {
    const to = new Date(Math.min(until.getTime() + (SLICES_MS[slice] ?? 0), end));
    const found = await history({ eventSource: 'iam.amazonaws.com' }, until, to);
    if (found.kind === 'failed') {
      slice += 1;
      if (slice < SLICES_MS.length) continue;
      return { calls, unread, until, why: found.why };
    }
    for (const record of found.records) {
      const call = readable(record, accountId, unread);
      if (call === undefined || isPlain(decideByEvent(call, rules))) continue;
      const { principalId } = keyOf(call);
      const as = await judged.judgedAs(accountId, principalId, judgedId(call));
      const shown = (why: string) => ports.waiting.add({ ...waitingFor(call, why, now, ports), isUrgent: true });
      if (as === 'admin' && isNoAdmin(call, roster)) await shown(NO_ADMIN);
      // One that waits already is known now to be no forgery.
      if (as === undefined && (await shown(UNDELIVERED))) calls.push(call);
    }
    await judged.saveSearched(accountId, to);
    read += found.records.length;
    until = to;
  }
  return { calls, unread, until };
}

/** Three looks. A roster that is further behind, as where its group is gone, must not keep calls from being found. */
const BEHIND_MS = 15 * 60_000;

/** Milliseconds; until when the roster knows history, which was read before, and not in this moment. */
function knownUntil(roster: WatchedRoster | undefined, now: Date): number {
  const readAt = roster?.readAt.getTime() ?? 0;
  return now.getTime() - readAt < BEHIND_MS ? Math.min(readAt, now.getTime()) : now.getTime();
}

/** Another event may be read all the same. */
function readable(record: string, accountId: string, unread: string[]): Call | undefined {
  try {
    return parseRecord(record, accountId);
  } catch (error) {
    if (!(error instanceof EventError)) throw error;
    unread.push(error.message);
    return undefined;
  }
}

/** Whether history, which covers the time of a call, says that its caller was no admin then. */
function isNoAdmin({ caller, at }: Call, roster: WatchedRoster | undefined): boolean {
  if (caller.kind !== 'user' || roster === undefined) return false;
  return roster.readAt.getTime() - at.getTime() >= LATE_MS && !wasIn(roster.counted, caller.id, at);
}
