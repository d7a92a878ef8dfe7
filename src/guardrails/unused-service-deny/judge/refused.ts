import { serviceAt } from '../../../domain/policy/event-sources';
import { has, isNone, type Services } from '../../../domain/policy/services';
import { ageDaysOf } from '../../../domain/run/usage';
import type { DeniableUser } from '../subject';

/** What refusals are held against. */
interface By {
  /** Services that are denied. */
  readonly denied: Services;
  /** Since when services are denied without a break. */
  readonly since: ReadonlyMap<string, Date>;
  /** Since when anything is. Absent: nobody knows. */
  readonly anySince?: Date | undefined;
  readonly unusedAfterDays: number;
  readonly now: Date;
}

/**
 * What a user was refused since it is denied: prefixes, and the hosts of services that nobody can tell.
 *
 * Where nobody knows since when it is denied, a person decides.
 */
export function refusedSince({ refused = [] }: DeniableUser, by: By): readonly string[] {
  if (isNone(by.denied)) return [];
  const meant = refused.filter(({ at }) => ageDaysOf(at, by.now) <= by.unusedAfterDays);
  const names = meant.flatMap(({ source, at }) => {
    const service = serviceAt(source);
    const since = service === undefined ? by.anySince : by.since.get(service);
    if (since !== undefined && Date.parse(at) <= since.getTime()) return [];
    if (service === undefined) return [source];
    return has(by.denied, service) ? [service] : [];
  });
  return [...new Set(names)].sort();
}

/** IAM notes one use of a key in a quarter of an hour, the first (IAM User Guide, "Get information about access keys"). */
const NOTED_EVERY_MS = 15 * 60_000;

/** Whether the latest that IAM saw a user do may have been a refused call: nothing that it did is younger. */
export function explainsLastUse({ lastUsedAt, refused = [] }: DeniableUser): boolean {
  if (lastUsedAt === undefined) return false;
  const used = Date.parse(lastUsedAt);
  return refused.some(({ at }) => Date.parse(at) >= used - NOTED_EVERY_MS);
}
