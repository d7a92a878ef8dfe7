/** The channel takes nothing now; the notice is delivered again. */
export class NotNow extends Error {
  public override readonly name = 'NotNow';

  /** @param afterSeconds when the channel wants to be asked again. @default - it did not say */
  public constructor(
    message: string,
    public readonly afterSeconds?: number,
  ) {
    super(message);
  }
}

/** The channel will never take this as it is: a person has to mend something. */
export class Refused extends Error {
  public override readonly name = 'Refused';
}

const FIRST_SECONDS = 30;
const LONGEST_SECONDS = 900;
/** SQS hides a message for twelve hours at most, counted from when it was received. */
const HIDDEN_SECONDS = 43_000;

/**
 * How long a notice waits for its next attempt.
 *
 * @param attempt from 1
 * @param place of the notice among those that wait with it: the more important come first again
 */
export function pauseOf(attempt: number, place: number, afterSeconds?: number): number {
  const own = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** (attempt - 1));
  return Math.min(HIDDEN_SECONDS, Math.ceil(afterSeconds ?? own) + place);
}
