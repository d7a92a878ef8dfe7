import { NotNow, Refused } from '../later';

/** What a channel answered. */
export interface Answer {
  readonly status: number;
  /** Text of the header. Absent where there is none. */
  readonly retryAfter?: string | undefined;
  /** Its beginning. */
  readonly body: string;
}

/** Sends a request, and never shows where to: the address may be the secret. @throws NotNow where nobody answers */
export type Post = (
  url: string,
  request: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
) => Promise<Answer>;

/** What HTTP says with these: try again. */
const PASSING = [408, 425, 429];

/**
 * @throws NotNow for what another attempt may change
 * @throws Refused for everything else
 */
export function accepted({ status, retryAfter }: Answer, now: Date): void {
  if (status >= 200 && status < 300) return;
  const says = `HTTP ${status}`;
  if (PASSING.includes(status) || status >= 500) throw new NotNow(says, secondsOf(retryAfter, now));
  if (status >= 300 && status < 400) throw new Refused(`${says}, a redirect, which is not followed`);
  throw new Refused(says);
}

/** Seconds, or a date (RFC 9110, section 10.2.3). */
export function secondsOf(retryAfter: string | undefined, now: Date): number | undefined {
  if (retryAfter === undefined) return undefined;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter);
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - now.getTime()) / 1000);
}
