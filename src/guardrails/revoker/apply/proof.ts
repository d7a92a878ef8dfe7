import type { EventHistory } from '../../../aws/cloudtrail/event-history';
import { LATE_MS } from '../../../domain/admin-roster/watched';
import type { Waiting } from '../../../domain/ledger/waiting';
import { callOfText } from '../judge/call-text';
import { parseRecord, type Call } from '../judge/parse';
import { judgedId, whoIs } from './judged-id';

/** A call of which a message told, and whether somebody made it. */
export interface Proof {
  readonly call: Call;
  readonly isShown: boolean;
}

/**
 * Looks in the event history for a call that waits on the word of a message.
 *
 * @returns undefined while the history need not have it yet
 * @throws Error where the history cannot be read
 */
export async function proofOf(
  { since, callText }: Waiting,
  now: Date,
  history: EventHistory,
): Promise<Proof | undefined> {
  if (now.getTime() - since.getTime() < LATE_MS) return undefined;
  const call = callOfText(callText);
  return { call, isShown: await isInHistory(call, history) };
}

async function isInHistory(call: Call, history: EventHistory): Promise<boolean> {
  const { eventName, at } = call;
  const found = await history({ eventNames: [eventName] }, at, new Date(at.getTime() + 999));
  if (found.kind === 'failed') throw new Error(found.why);
  const same = (other: Call) => judgedId(other) === judgedId(call) && whoIs(other.caller) === whoIs(call.caller);
  return found.records.some((record) => same(parseRecord(record, call.accountId)));
}
