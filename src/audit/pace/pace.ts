import type { Paced } from '../../aws/iam/paced';
import { Lane, type PaceOptions, type PaceState } from './lane';

/**
 * Makes calls evenly, never in a burst, each API action at a rate of its own.
 *
 * A call that is refused is put back to the front, stops its action for a second and slows it down: the account's other
 * clients go first. While nothing is refused it slowly comes back, so that a few refusals do not cost an hour.
 */
export class Pace {
  private readonly state: PaceState;

  /** @param lanes of another pace, that both keep to one rate. @default lanes of its own */
  public constructor(
    private readonly options: PaceOptions,
    private readonly lanes = new Map<string, Lane>(),
  ) {
    const { clock, endsAfterMs = Infinity } = options;
    this.state = { endsAt: clock.now() + endsAfterMs };
  }

  /** A pace whose calls take their turns among those of this one, and which stops by itself. */
  public beside(): Pace {
    return new Pace(this.options, this.lanes);
  }

  /**
   * Makes a call when its turn has come.
   *
   * @param action API action, such as `TagUser`
   * @throws RefusedError for a call that was refused ten times, TimeOverError where the time is over; else what the call
   * throws
   */
  public readonly run: Paced = (action, call) => {
    const lane = this.lanes.get(action) ?? new Lane(action, this.options);
    this.lanes.set(action, lane);
    return lane.run(call, this.state);
  };

  /** Why no call is made any more; undefined while they are. */
  public get stopped(): Error | undefined {
    return this.state.stopped;
  }

  /** Makes no call from now on: what waits, and what comes, fails with this error. */
  public stop(error: Error): void {
    this.state.stopped ??= error;
    for (const lane of this.lanes.values()) lane.giveUp();
  }
}
