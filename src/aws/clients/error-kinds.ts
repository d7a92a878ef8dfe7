/** Names by which AWS says that its rate is exceeded. IAM says `Throttling`, with HTTP 400. */
const THROTTLED = [
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'SlowDown',
];

/** Names by which AWS says that the caller may not do this. */
const DENIED = ['AccessDenied', 'AccessDeniedException'];

/** Names by which AWS says that it does not know the caller (any more). */
const EXPIRED = [
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
];

/** Whether a call was refused because too many were made. A used-up quota (`LimitExceeded`) is another thing. */
export function isThrottled(error: unknown): boolean {
  return error instanceof Error && THROTTLED.includes(error.name);
}

/** Whether a call failed for want of a permission. */
export function isDenied(error: unknown): boolean {
  return error instanceof Error && DENIED.includes(error.name);
}

/** Whether a call failed for want of valid credentials: the next one would fail as well. */
export function isExpired(error: unknown): boolean {
  return error instanceof Error && EXPIRED.includes(error.name);
}
