import { LookupEventsCommand, type CloudTrailClient, type LookupAttribute } from '@aws-sdk/client-cloudtrail';
import { byToken } from '../clients/by-token';
import { isDenied } from '../clients/error-kinds';
import { unpaced, type Paced } from '../iam/paced';

/** What the history knows of some calls: every record of the time, or why not. */
export type History =
  /** @property records CloudTrail's own, as JSON, the newest first */
  | { readonly kind: 'complete'; readonly records: readonly string[] }
  /**
   * @property isTooMuch whether a shorter time may be read all the same
   * @property isDenied whether the caller may not look up events at all
   */
  | { readonly kind: 'failed'; readonly why: string; readonly isTooMuch?: true; readonly isDenied?: true };

/** Which calls are looked up: of some actions, or all of a service, such as `iam.amazonaws.com`. */
export type LookedUp = { readonly eventNames: readonly string[] } | { readonly eventSource: string };

/**
 * Reads CloudTrail's event history of management events of this Region; IAM's are in us-east-1. It goes back 90 days, needs
 * no trail, and nobody can delete from it. An event shows in it after some minutes.
 *
 * @param from both ends belong to the time
 */
export type EventHistory = (asked: LookedUp, from: Date, to: Date) => Promise<History>;

/** So many pages take ten seconds, of the thirty that the function has: two answers a second. */
const MOST_PAGES = 20;

/** There is more in the time than can be read in one go. */
class TooMuchError extends Error {
  public override readonly name = 'TooMuchError';
}

/** Most events of a page (CloudTrail API reference, LookupEvents). */
const PAGE = 50;

/**
 * {@link EventHistory} backed by the AWS API.
 *
 * A look-up has one attribute, so each action is a look-up of its own, and one is made after another: an account has two a
 * second, which its people share.
 *
 * @param paced says when each page may be asked for
 */
export function eventHistory(cloudTrail: CloudTrailClient, paced: Paced = unpaced): EventHistory {
  const lookUp = async (attribute: LookupAttribute, from: Date, to: Date, read: { pages: number }) => {
    const asked = { LookupAttributes: [attribute], StartTime: from, EndTime: to, MaxResults: PAGE };
    const pages = byToken(
      (NextToken) => paced('LookupEvents', () => cloudTrail.send(new LookupEventsCommand({ ...asked, NextToken }))),
      ({ NextToken }) => NextToken,
    );
    const records: string[] = [];
    for await (const { Events = [] } of pages) {
      read.pages += 1;
      if (read.pages > MOST_PAGES) throw new TooMuchError(`too many events since ${from.toISOString()}`);
      for (const { CloudTrailEvent: record, EventId } of Events) {
        if (record === undefined) throw new Error(`CloudTrail gives no record of event ${EventId ?? 'without an id'}`);
        records.push(record);
      }
    }
    return records;
  };
  return async (asked, from, to) => {
    const records: string[] = [];
    const read = { pages: 0 };
    try {
      for (const attribute of attributesOf(asked)) records.push(...(await lookUp(attribute, from, to, read)));
      return { kind: 'complete', records };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const isTooMuch = error instanceof TooMuchError;
      return {
        ...{ kind: 'failed', why: `${error.name}: ${error.message}` },
        ...(isTooMuch && { isTooMuch }),
        ...(isDenied(error) && { isDenied: true }),
      };
    }
  };
}

function attributesOf(asked: LookedUp): readonly LookupAttribute[] {
  if ('eventSource' in asked) return [{ AttributeKey: 'EventSource', AttributeValue: asked.eventSource }];
  return asked.eventNames.map((AttributeValue) => ({ AttributeKey: 'EventName', AttributeValue }));
}
