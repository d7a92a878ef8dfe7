import { Trails, type DeployedTrail } from '../events/trails';
import type { LogEvent } from './query';

/** A record of CloudTrail, as far as selectors and queries read it. */
export interface TrailRecord extends LogEvent {
  readonly eventTime: string;
  readonly eventSource: string;
  readonly readOnly: boolean;
  readonly eventCategory: string;
}

/** The log groups that trails write to. */
export class TrailLogs {
  private readonly groups = new Map<string, { readonly trail: Trails; readonly records: TrailRecord[] }>();

  /** @param deliveredAfterMs how long CloudTrail takes */
  constructor(readonly deliveredAfterMs: number) {}

  add(name: string, logged: DeployedTrail): void {
    const trail = new Trails(false);
    trail.add(name, logged);
    this.groups.set(name, { trail, records: [] });
  }

  get isEmpty(): boolean {
    return this.groups.size === 0;
  }

  has(name: string): boolean {
    return this.groups.has(name);
  }

  write(record: TrailRecord): void {
    for (const { trail, records } of this.groups.values()) if (trail.log(record)) records.push(record);
  }

  /** What was delivered by now, of a time, the oldest first. Both ends are included. */
  between(name: string, from: Date, to: Date, now: Date): readonly TrailRecord[] {
    const until = Math.min(to.getTime(), now.getTime() - this.deliveredAfterMs);
    return (this.groups.get(name)?.records ?? [])
      .filter(({ eventTime }) => Date.parse(eventTime) >= from.getTime() && Date.parse(eventTime) <= until)
      .sort((one, other) => Date.parse(one.eventTime) - Date.parse(other.eventTime));
  }
}
