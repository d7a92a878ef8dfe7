import { LookupEventsCommand, type CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { byToken } from '../clients/by-token';

/** What the history knows of some calls: every record of the time, or why not. */
export type History =
  /** @property records CloudTrail's own, as JSON, the newest first */
  | { readonly kind: 'complete'; readonly records: readonly string[] }
  | { readonly kind: 'failed'; readonly why: string };

/**
 * Reads CloudTrail's event history of management events of this Region; IAM's are in us-east-1. It goes back 90 days, needs
 * no trail, and nobody can delete from it. An event shows in it after some minutes.
 *
 * @param eventNames API actions
 * @param from both ends belong to the time
 */
export type EventHistory = (eventNames: readonly string[], from: Date, to: Date) => Promise<History>;

/** Most events of a page (CloudTrail API reference, LookupEvents). */
const PAGE = 50;

/**
 * {@link EventHistory} backed by the AWS API.
 *
 * A look-up has one attribute, so each action is a look-up of its own, and one is made after another: an account has two a
 * second, which its people share.
 */
export function eventHistory(cloudTrail: CloudTrailClient): EventHistory {
  const lookUp = async (eventName: string, from: Date, to: Date) => {
    const LookupAttributes = [{ AttributeKey: 'EventName', AttributeValue: eventName } as const];
    const asked = { LookupAttributes, StartTime: from, EndTime: to, MaxResults: PAGE };
    const pages = byToken(
      (NextToken) => cloudTrail.send(new LookupEventsCommand({ ...asked, NextToken })),
      ({ NextToken }) => NextToken,
    );
    const records: string[] = [];
    for await (const { Events = [] } of pages) {
      for (const { CloudTrailEvent: record, EventId } of Events) {
        if (record === undefined) throw new Error(`CloudTrail gives no record of event ${EventId ?? 'without an id'}`);
        records.push(record);
      }
    }
    return records;
  };
  return async (eventNames, from, to) => {
    const records: string[] = [];
    try {
      for (const name of eventNames) records.push(...(await lookUp(name, from, to)));
      return { kind: 'complete', records };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return { kind: 'failed', why: `${error.name}: ${error.message}` };
    }
  };
}
