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

/** Names by which AWS says that the caller, not the thing called for, is the trouble. */
const DENIED = [
  'AccessDenied',
  'AccessDeniedException',
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

/** Whether a call failed for want of a permission or of valid credentials: the next one would fail as well. */
export function isDenied(error: unknown): boolean {
  return error instanceof Error && DENIED.includes(error.name);
}
