import { MOST_ROWS, type LogSearch, type Queried } from './insights';

/** The latest call of a user that a service refused. */
export interface RefusedCall {
  /** Unique id of the user: names are given to others. */
  readonly id: string;
  /** Host of the service, such as `monitoring.amazonaws.com`. */
  readonly source: string;
  /** ISO 8601. */
  readonly at: string;
}

/** What a trail says of refused calls. */
export type RefusedCalls =
  | {
      readonly kind: 'complete';
      readonly calls: readonly RefusedCall[];
      /** Whether there may be more than a query returns. */
      readonly isCut: boolean;
      readonly scannedBytes: number;
    }
  | Extract<Queried, { readonly kind: 'failed' }>;

/** The calls that services refused to IAM users in a time, the latest of each user and service. */
export type RefusedCallsReader = (from: Date, to: Date) => Promise<RefusedCalls>;

/** Codes by which services say so (CloudTrail User Guide); some put `Client.` before theirs. */
const REFUSED = ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'UnauthorizedException'];

/**
 * Asks for refusals that may be an identity policy's explicit deny: many services say why they refused (IAM User Guide,
 * "Troubleshoot access denied error messages"), and what says another reason is none. Some say nothing.
 */
const QUERY = [
  'filter userIdentity.type = "IAMUser"',
  `filter errorCode in [${REFUSED.flatMap((code) => [code, `Client.${code}`])
    .map((code) => `"${code}"`)
    .join(', ')}]`,
  'filter not ispresent(errorMessage) or errorMessage like "explicit deny in an identity-based policy"' +
    ' or (errorMessage not like "explicit deny" and errorMessage not like "because no ")',
  'stats latest(eventTime) as at by userIdentity.principalId, eventSource',
  `limit ${MOST_ROWS}`,
].join('\n| ');

/** {@link RefusedCallsReader} of the log group that a trail writes to. */
export function refusedCallsIn(search: LogSearch): RefusedCallsReader {
  return async (from, to) => {
    const found = await search({ text: QUERY, from, to });
    if (found.kind === 'failed') return found;
    const calls = found.rows.flatMap(({ 'userIdentity.principalId': id, eventSource: source, at }) => {
      if (id === undefined || source === undefined || at === undefined || Number.isNaN(Date.parse(at))) return [];
      return [{ id, source, at: new Date(at).toISOString() }];
    });
    return { kind: 'complete', calls, isCut: found.rows.length >= MOST_ROWS, scannedBytes: found.scannedBytes };
  };
}
