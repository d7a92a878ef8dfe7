import type { Sha256 } from '../../../domain/policy/content-name';
import { LONGEST_NAME } from '../judge/call-text';
import type { Call, Caller } from '../judge/parse';
import { deedOf } from '../report/made';

/**
 * What a call is marked by once it was judged: its event, as it was judged and told.
 *
 * The id alone would not do. Whoever may send to the queue could take an event from it, forge one of the same id that was
 * refused, or made by a service, or long ago, and have the call of that event taken for judged. Nor would what decides the
 * verdict: people would be told of another key than the one that was made, or to deactivate another than the one that signed.
 */
export function judgedId(call: Call): string {
  const { eventId, eventName, at, failedWith, invokedBy, sourceIp, caller, parameters = {} } = call;
  const names = Object.entries(parameters)
    .filter(([, value]) => typeof value === 'string' && value.length <= LONGEST_NAME)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const key = caller.kind === 'other' ? undefined : caller.accessKeyId;
  const told = [deedOf(call)?.words ?? '', sourceIp, key ?? ''];
  return JSON.stringify([eventId, eventName, at, failedWith ?? '', invokedBy ?? '', names, told]);
}

/** By what calls are known in the ledger. */
export interface Digesting {
  readonly sha256: Sha256;
}

/** So many hexadecimal digits, and nobody finds another text that has the same. */
const DIGITS = 32;

/**
 * What the ledger knows a call by that waits, or that people are to be told of: copies of its event have the same, and no
 * message that somebody forges with the id of the event.
 */
export function callKey(call: Call, { sha256 }: Digesting): string {
  const digest = sha256(JSON.stringify([judgedId(call), whoIs(call.caller)]));
  return `${call.eventId}-${digest.slice(0, DIGITS)}`;
}

/** Who made a call, in a text: a user by its id, a session by its role. */
export const whoIs = (caller: Caller): string =>
  [caller.kind, caller.kind === 'user' ? caller.id : caller.kind === 'other' ? caller.role : undefined].join(' ');
