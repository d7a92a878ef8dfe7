import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { limitSeconds } from '../audit/limit';
import type { Population } from '../audit/population';

/** How often somebody is looked at who gets a boundary: a put replaces silently what stands, and what was put has to show. */
const LOOKS = 2;

/**
 * Seconds below which no run can come that keeps to the rate and bounds everybody.
 *
 * First the limit of the audit: who is changed first, and how many are, is known only when the last report was read. Then
 * the policies, one `CreatePolicy` each: the function that makes them may not put them, and a plan is drafted anew where
 * the account has no room for one. Then the longest queue of the changes: `GetUser` or `GetRole` before and after each,
 * and one `Put…PermissionsBoundary` of their kind; users and roles have queues of their own. Left out are the milliseconds
 * of each call, the start of functions, the ledger and all objects.
 */
export function changeLimitSeconds(account: EmbeddedAccount, population: Population, callsPerSecond: number): number {
  const { users, roles } = population;
  const policies = boundariesOf(account).size;
  const changes = LOOKS * Math.max(users.length, roles.length);
  return limitSeconds(account, population, callsPerSecond) + (policies + changes) / callsPerSecond;
}

/** ARNs of the boundaries that stand, each once. */
function boundariesOf(account: EmbeddedAccount): ReadonlySet<string> {
  const { users, roles } = account.snapshot();
  return new Set([...users, ...roles].flatMap(({ boundary }) => boundary ?? []));
}
