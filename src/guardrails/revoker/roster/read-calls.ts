import type { EventHistory, History } from '../../../aws/cloudtrail/event-history';
import { ROSTER_CALLS, type RosterCall } from '../../../domain/admin-roster/call';
import { parseRecord } from '../judge/parse';
import { rosterCallOf } from './roster-calls';

/** Calls that the roster follows, until when there are all; or why there are none. */
export type ReadCalls = { readonly calls: readonly RosterCall[]; readonly until: Date } | { readonly why: string };

/** Parts of the time that are tried in turn where there is too much in it. */
const PARTS = [8, 64, 512];

const LOOK_MS = 5 * 60_000;

/**
 * Reads what changed names and memberships in a time, or in the first part of it where there is too much.
 *
 * Whoever makes thousands of calls, refused ones among them, must not keep the roster from being followed: it lags then.
 * One look tries one part, for the function has half a minute, and the next look another.
 */
export async function readCalls(history: EventHistory, from: Date, now: Date, accountId: string): Promise<ReadCalls> {
  const read = async (until: Date) =>
    callsIn(await history({ eventNames: Object.keys(ROSTER_CALLS) }, from, until), accountId, until);
  const whole = await read(now);
  if (!('isTooMuch' in whole)) return whole;
  const part = PARTS[Math.floor(now.getTime() / LOOK_MS) % PARTS.length] ?? 1;
  const length = Math.max((now.getTime() - from.getTime()) / part, 1_000);
  return read(new Date(from.getTime() + length));
}

/** A record that cannot be read may be the one that matters: nobody goes by the others then. */
function callsIn(found: History, accountId: string, until: Date): ReadCalls & { readonly isTooMuch?: true } {
  if (found.kind === 'failed') return { why: found.why, ...(found.isTooMuch && { isTooMuch: true }) };
  try {
    return { calls: found.records.flatMap((record) => rosterCallOf(parseRecord(record, accountId)) ?? []), until };
  } catch (error) {
    return { why: String(error) };
  }
}
