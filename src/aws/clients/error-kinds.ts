import { PASSING } from './retries';

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
  'ProvisionedThroughputExceededException',
];

/** Codes by which Node says that a connection broke, or never came about. */
const NETWORK = [
  ...['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['EHOSTUNREACH', 'ENETUNREACH'],
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

/**
 * Whether a call failed for no reason of its own, so that the same call may succeed a little later: the service failed, or
 * the network, or it was too busy.
 */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { $fault: fault, code } = error as { readonly $fault?: unknown; readonly code?: unknown };
  const passes = fault === 'server' || isThrottled(error) || [...PASSING, 'TimeoutError'].includes(error.name);
  return passes || NETWORK.includes(String(code));
}

/** Whether a call failed for want of a permission. */
export function isDenied(error: unknown): boolean {
  return error instanceof Error && DENIED.includes(error.name);
}

/** Whether a call failed for want of valid credentials: the next one would fail as well. */
export function isExpired(error: unknown): boolean {
  return error instanceof Error && EXPIRED.includes(error.name);
}
