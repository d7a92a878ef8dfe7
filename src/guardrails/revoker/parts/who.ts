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
 * Finds in CloudTrail's event history who changed a part last. The history lags five minutes, so at the first look it
 * often shows nothing yet.
 *
 * @returns undefined where it names nobody, or cannot be read: people are told all the same
 */
export async function whoSwitchedOff(part: Part, now: Date, history: EventHistory): Promise<SwitchedOff | undefined> {
  const asked = { eventNames: SWITCHING_OFF[part.kind] };
  const found = await history(asked, new Date(now.getTime() - SINCE_MS), now);
  if (found.kind === 'failed') return undefined;
  const calls = found.records.flatMap((text) => {
    const { data } = record.safeParse(JSON.parse(text));
    if (data === undefined || data.errorCode !== undefined) return [];
    const names = Object.values(data.requestParameters ?? {}).flat();
    return names.includes(part.name) || names.includes(part.arn) ? [data] : [];
  });
  const last = calls.sort((one, other) => other.eventTime.localeCompare(one.eventTime))[0];
  if (last === undefined) return undefined;
  const { eventName, eventTime, eventID, userIdentity } = last;
  return { eventName, at: eventTime, eventId: eventID, by: userIdentity.arn ?? userIdentity.type ?? 'nobody named' };
}
