/** What was typed cannot be run; the message says what may be typed. */
export class UsageError extends Error {
  public override readonly name = 'UsageError';
}
