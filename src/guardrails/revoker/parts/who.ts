import * as z from 'zod/mini';
import type { EventHistory } from '../../../aws/cloudtrail/event-history';
import { SWITCHING_OFF, type Part } from '../judge/parts';

/** Further back nobody looks: a look comes every five minutes, and history lags so long. */
const SINCE_MS = 60 * 60_000;

const record = z.object({
  eventName: z.string(),
  eventTime: z.string(),
  eventID: z.string(),
  userIdentity: z.object({ arn: z.optional(z.string()), type: z.optional(z.string()) }),
  errorCode: z.optional(z.string()),
  requestParameters: z.nullish(z.record(z.string(), z.unknown())),
});

/** A call that may have switched a part off. */
export interface SwitchedOff {
  readonly eventName: string;
  readonly at: string;
  readonly eventId: string;
  /** ARN, or what kind of caller it was. */
  readonly by: string;
}

/**
 * Finds in CloudTrail's event history who changed parts last. The history lags five minutes, so at the first look it
 * often shows nothing yet.
 *
 * It is asked once for all of them, and only where somebody wants to know: two look-ups are answered in a second, and a caller
 * that switches off many parts, or fills the history with such calls, must not use up the time of the looks.
 *
 * @param parts those that are off
 * @returns says it of one; undefined where the history names nobody, or cannot be read: people are told all the same
 */
export function switchersOf(
  parts: readonly Part[],
  now: Date,
  history: EventHistory,
): (part: Part) => Promise<SwitchedOff | undefined> {
  const eventNames = [...new Set(parts.flatMap(({ kind }) => SWITCHING_OFF[kind]))];
  let asked: ReturnType<EventHistory> | undefined;
  return async (part) => {
    asked ??= history({ eventNames }, new Date(now.getTime() - SINCE_MS), now);
    const found = await asked;
    return found.kind === 'failed' ? undefined : lastOf(part, found.records);
  };
}

function lastOf(part: Part, records: readonly string[]): SwitchedOff | undefined {
  const calls = records.flatMap((text) => {
    const { data } = record.safeParse(JSON.parse(text));
    if (data === undefined || data.errorCode !== undefined) return [];
    if (!SWITCHING_OFF[part.kind].includes(data.eventName)) return [];
    const names = Object.values(data.requestParameters ?? {}).flat();
    return names.includes(part.name) || names.includes(part.arn) ? [data] : [];
  });
  const last = calls.sort((one, other) => other.eventTime.localeCompare(one.eventTime))[0];
  if (last === undefined) return undefined;
  const { eventName, eventTime, eventID, userIdentity } = last;
  return { eventName, at: eventTime, eventId: eventID, by: userIdentity.arn ?? userIdentity.type ?? 'nobody named' };
}
