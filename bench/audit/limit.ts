import type { EmbeddedAccount } from '../../src/embedded-account/account';
import type { Population } from './population';

/** Most entries on one page of `GetAccountAuthorizationDetails`. */
const PAGE = 1000;

/** How long the account of the bench takes for a credential report. */
export const CREDENTIAL_REPORT_MS = 1500;

/**
 * Seconds below which no audit can come that keeps to the rate.
 *
 * Every API is throttled for itself, so the longest of their queues counts, and they may all run side by side. At least
 * these calls are needed: one that asks for each report, one that reads it (a page holds 1,000 services), one that tags
 * each user or role, and the pages of the inventory. The report that is asked for last has to be waited for, which may be
 * the slowest one. Before all that, IAM takes its time for the credential report, without which the inventory does not
 * know who was last seen when. The milliseconds of each call and the start of functions are left out.
 *
 * @param policies how many a run makes before it changes anybody: whom it changes is decided of all together, so none can
 * be made before the last report is there
 */
export function limitSeconds(
  account: EmbeddedAccount,
  { users, roles, groups }: Population,
  callsPerSecond: number,
  policies = 0,
): number {
  const audited = [...users, ...roles, ...groups];
  const calls = [audited.length, audited.length, users.length, roles.length, Math.ceil(audited.length / PAGE)];
  const slowestMs = Math.max(...audited.map((arn) => account.reportMsOf(arn)));
  return (CREDENTIAL_REPORT_MS + slowestMs) / 1000 + (Math.max(...calls) + policies) / callsPerSecond;
}
