/** A restoration that cannot be begun, or was interrupted; the message says why, and what to do. */
export class RestorationError extends Error {
  public override readonly name = 'RestorationError';
}
