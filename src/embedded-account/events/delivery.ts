import type { EventBus } from './bus';
import type { CloudTrailEvent } from './cloudtrail';

/** How events of CloudTrail reach the bus: at once, or when somebody says so. */
export class EventDelivery {
  private held: CloudTrailEvent[] | undefined;

  constructor(private readonly bus: EventBus) {}

  /** Keeps from now on what comes. */
  hold(): void {
    this.held ??= [];
  }

  /**
   * Delivers what was kept, and from now on whatever comes at once.
   *
   * @param choose which of them and in which order; one may be there twice, or not at all. @default as they came
   */
  release(choose: (held: readonly CloudTrailEvent[]) => readonly CloudTrailEvent[] = (all) => all): void {
    const held = this.held ?? [];
    this.held = undefined;
    for (const event of choose(held)) this.bus.put(event);
  }

  put(event: CloudTrailEvent): void {
    if (this.held) this.held.push(event);
    else this.bus.put(event);
  }
}
