import type { EventHistory } from '../../../aws/cloudtrail/event-history';
import type { JudgedLedger } from '../../../aws/ledger/judged';
import type { WaitingLedger } from '../../../aws/ledger/waiting';
import { LATE_MS } from '../../../domain/admin-roster/watched';
import { waitingFor } from '../apply/remember';
import { decideByEvent } from '../judge/decide';
import { EventError, parseRecord, type Call } from '../judge/parse';
import { keyOf } from '../report/notify';
import { accountOf, type Rules } from '../rules';

/** What catching up takes. */
interface CatchUpPorts {
  readonly rules: Rules;
  readonly history: EventHistory;
  readonly judged: JudgedLedger;
  readonly waiting: Pick<WaitingLedger, 'add'>;
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

/**
 * Searches CloudTrail's event history for calls of IAM that were never judged, and has them wait for a judgement.
 *
 * EventBridge may lose an event, and somebody with rights on the queue, the rule or the function may see to it that one is
 * lost; the history knows it all the same. It is searched twenty minutes behind the time, when it holds every event.
 */
export async function catchUp(now: Date, ports: CatchUpPorts): Promise<CaughtUp> {
  const { rules, history, judged } = ports;
  const accountId = accountOf(rules);
  const end = now.getTime() - LATE_MS;
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
      if (call === undefined || !(await isUnjudged(call, ports))) continue;
      if (await ports.waiting.add(waitingFor(call, UNDELIVERED, now))) calls.push(call);
    }
    await judged.saveSearched(accountId, to);
    read += found.records.length;
    until = to;
  }
  return { calls, unread, until };
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

async function isUnjudged(call: Call, { rules, judged }: CatchUpPorts): Promise<boolean> {
  if (decideByEvent(call, rules).kind === 'leave') return false;
  const { accountId, principalId } = keyOf(call);
  return !(await judged.isJudged(accountId, principalId, call.eventId));
}
