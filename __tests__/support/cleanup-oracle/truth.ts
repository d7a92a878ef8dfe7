import type { AccessKeyStatus } from '../../../src/domain/credentials/access-key';
import type { UndatedCredential } from '../../../src/domain/credentials/undated';
import { ENDS, type Credential, type History, type RoleStory, type UserStory } from './history';

export const [MINUTE_MS, HOUR_MS, DAY_MS] = [60_000, 3_600_000, 86_400_000];
const BEGINNING = Date.parse('2026-01-01T00:00:00.000Z');
export const timeOf = (hour: number) => BEGINNING + hour * HOUR_MS;

/** A key, and everything that ever became of it. */
export interface TrueKey {
  readonly id: string;
  readonly which: Credential;
  readonly madeAt: number;
  /** Its status from a time on, oldest first. */
  readonly statuses: { readonly at: number; readonly status: AccessKeyStatus }[];
  readonly uses: number[];
  /** When it was deleted. */
  removedAt?: number;
}

/** What becomes of a user or role as a whole. */
interface Fate {
  /** ARN of the policy by which it is denied everything, and since when. */
  denied?: { readonly by: string; readonly at: number } | undefined;
  /** When it was deleted. */
  goneAt?: number;
}

/** A credential without a date of use. */
export interface TrueUndated {
  readonly kind: UndatedCredential['kind'];
  readonly id: string;
  readonly madeAt: number;
  /** From when on it is inactive. */
  readonly offAt: number;
}

export interface TrueUser extends Fate {
  readonly name: string;
  readonly bornAt: number;
  readonly keys: readonly TrueKey[];
  readonly signIns: number[];
  readonly undated: readonly TrueUndated[];
}

export interface TrueRole extends Fate {
  readonly name: string;
  readonly bornAt: number;
  readonly uses: readonly number[];
}

/** Something that happens at a time. */
export interface Happening {
  readonly at: number;
  readonly kind: 'use' | 'deactivate' | 'release' | 'run';
  /** Absent for a run. */
  readonly user?: TrueUser;
  /** Absent: the password, or nothing. */
  readonly key?: TrueKey | undefined;
  /** How old a run's credential report is at the most. */
  readonly reportMs?: number;
}

export const statusAt = (
  { madeAt, statuses, removedAt = Infinity }: TrueKey,
  at: number,
): AccessKeyStatus | undefined =>
  at < madeAt || at >= removedAt ? undefined : (statuses.findLast((one) => one.at <= at)?.status ?? 'Active');

/** Whether a user may call by a credential at a time of which nobody will ever know. */
export const isUndated = ({ undated }: TrueUser, at: number): boolean =>
  undated.some(({ madeAt, offAt }) => madeAt <= at && at < offAt);

/** Whether somebody is in the account. */
export const isThere = ({ bornAt, goneAt = Infinity }: Pick<TrueUser, 'bornAt' | 'goneAt'>, at: number): boolean =>
  bornAt <= at && at < goneAt;

/** The newest of some times that is not after another. */
export const newest = (times: readonly number[], at: number): number | undefined =>
  times.reduce<number | undefined>((best, one) => (one <= at && one > (best ?? -Infinity) ? one : best), undefined);

/** Everybody of a history, and what happens in it, in order. */
export function told({ users, roles, runs: drawn }: History) {
  const runs = drawn.toSorted((one, other) => one.hour - other.hour);
  const people = users.map(trueUser);
  const happenings = users.flatMap((story, index) => happeningsOf(story, people[index], runs));
  for (const { hour, reportMinutes } of runs)
    happenings.push({ kind: 'run', at: timeOf(hour), reportMs: reportMinutes * MINUTE_MS });
  return {
    ...{ users: people, roles: roles.map(trueRole) },
    happenings: happenings.filter(({ at }) => at <= timeOf(ENDS)).toSorted((one, other) => one.at - other.at),
  };
}

function trueUser({ born, keys, undated }: UserStory, index: number): TrueUser {
  const which = ['first key', 'second key'] as const;
  return {
    ...{ name: `user-${index}`, bornAt: timeOf(born), signIns: [] },
    keys: keys.map((hours, number) => ({
      ...{ id: `AKIA${index}${number}`, which: which[number] ?? 'first key', madeAt: timeOf(born + hours) },
      ...{ statuses: [], uses: [] },
    })),
    undated: undated.map(({ kind, made, days }, number) => ({
      ...{ kind, id: `UNDATED${index}${number}`, madeAt: timeOf(Math.max(born, made)) + 15 * MINUTE_MS },
      offAt: timeOf(Math.max(born, made)) + days * DAY_MS + 15 * MINUTE_MS,
    })),
  };
}

const trueRole = ({ born, uses }: RoleStory, index: number): TrueRole => ({
  ...{ name: `role-${index}`, bornAt: timeOf(born) },
  uses: uses.filter((hour) => hour >= born).map(timeOf),
});

function happeningsOf({ events }: UserStory, user: TrueUser | undefined, runs: readonly { hour: number }[]) {
  if (user === undefined) throw new Error('a story is of nobody');
  const keyCalled = (which: Credential) => user.keys.find((one) => one.which === which);
  return events.flatMap((event): Happening[] => {
    // Nothing but a run happens at a full hour.
    if (event.kind === 'release') return [{ kind: 'release', at: timeOf(event.hour) + 30 * MINUTE_MS, user }];
    const key = keyCalled(event.kind === 'deactivate' ? event.key : event.by);
    if (event.kind === 'deactivate')
      return key === undefined ? [] : [{ kind: 'deactivate', at: timeOf(event.hour) + 20 * MINUTE_MS, user, key }];
    if (key === undefined && event.by !== 'password') return [];
    if (event.kind === 'use') return [{ kind: 'use', at: timeOf(event.hour) + 10 * MINUTE_MS, user, key }];
    const run = runs[event.run];
    return run === undefined ? [] : [{ kind: 'use', at: timeOf(run.hour) - event.minutes * MINUTE_MS, user, key }];
  });
}
