import type { Clock } from '../clock';
import type { CloudTrailEvent } from '../events/cloudtrail';
import { AwsError } from '../wire/aws-error';

/** What a look-up asks for; every field that is there has to fit. */
export interface LookedUp {
  readonly attribute?: { readonly key: string; readonly value: string } | undefined;
  /** Milliseconds; both ends belong to it. */
  readonly from: number;
  readonly to: number;
}

/** CloudTrail keeps its history for so long (CloudTrail User Guide, "Working with CloudTrail event history"). */
const KEPT_MS = 90 * 86_400_000;

/** What an event is looked up by. Resources are not emulated. */
const ATTRIBUTES: Readonly<Record<string, (event: CloudTrailEvent['detail']) => string>> = {
  EventId: ({ eventID }) => eventID,
  EventName: ({ eventName }) => eventName,
  EventSource: ({ eventSource }) => eventSource,
  ReadOnly: ({ readOnly }) => String(readOnly),
  AccessKeyId: ({ userIdentity }) => userIdentity.accessKeyId,
  Username: ({ userIdentity }) => ('userName' in userIdentity ? (userIdentity.userName ?? '') : ''),
};

/** The event history of an account, which is there without any trail. */
export class EventHistory {
  private readonly missing = new Set<string>();

  /** @param deliveredAfterMs how long it takes until an event shows */
  constructor(
    private readonly events: readonly CloudTrailEvent[],
    private readonly clock: Clock,
    private readonly deliveredAfterMs: number,
  ) {}

  /** Leaves an event out for good. */
  lose(eventId: string): void {
    this.missing.add(eventId);
  }

  /** @returns what it shows by now, the newest first */
  lookUp({ attribute, from, to }: LookedUp): readonly CloudTrailEvent[] {
    const now = this.clock.now().getTime();
    const until = Math.min(to, now - this.deliveredAfterMs);
    const since = Math.max(from, now - KEPT_MS);
    const valueOf = attribute && ATTRIBUTES[attribute.key];
    if (attribute && !valueOf) throw new AwsError('NotEmulated', `look-ups by ${attribute.key}`);
    return this.events
      .filter(({ detail }) => {
        const at = Date.parse(detail.eventTime);
        const fits = !valueOf || valueOf(detail) === attribute.value;
        return at >= since && at <= until && fits && !this.missing.has(detail.eventID);
      })
      .toReversed()
      .sort((one, other) => Date.parse(other.detail.eventTime) - Date.parse(one.detail.eventTime));
  }
}
