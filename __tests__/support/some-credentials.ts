import type { AccessKey } from '../../src/domain/credentials/access-key';
import type { KnownCredentials } from '../../src/domain/credentials/credential-report';
import type { ReportedKey, UserCredentials } from '../../src/domain/credentials/user-credentials';
import { dayOf, standingKey, type Standings } from '../../src/domain/run/countdown';
import type { Circumstances } from '../../src/guardrails/credential-cleanup/judge/announce';
import type { Disabled } from '../../src/guardrails/credential-cleanup/judge/disabled';
import type { CleanableSubject } from '../../src/guardrails/credential-cleanup/subject';

export const NOW = new Date('2026-06-01T12:00:00.000Z');
const DAY_MS = 86_400_000;

/** @param seconds later */
export const daysAgo = (days: number, seconds = 0): string =>
  new Date(NOW.getTime() - days * DAY_MS + seconds * 1_000).toISOString();

/** An active key, made and used so many days ago; without a use, one that nobody has ever used. */
export const aKey = (number: 1 | 2, madeDays: number, usedDays?: number): ReportedKey => ({
  ...{ number, active: true, rotatedAt: daysAgo(madeDays) },
  ...(usedDays !== undefined && { lastUsedAt: daysAgo(usedDays) }),
});

/** A user who was created 500 days ago, without password and keys; override only what the test is about. */
export const someCredentials = (overrides: Partial<UserCredentials> = {}): UserCredentials => ({
  ...{ createdAt: daysAgo(500), password: { enabled: false }, keys: [], mfa: false },
  ...overrides,
});

export const known = (overrides: Partial<UserCredentials> = {}): KnownCredentials => ({
  ...{ kind: 'known', credentials: someCredentials(overrides), asOf: NOW.toISOString() },
});

const ACCOUNT = '111122223333';
const base = { accountId: ACCOUNT, mayDoSomething: true, keeps: [], ownTags: {}, otherTags: 0, members: 0 };

/** A user with such credentials; their creation is its own. */
export const aUser = (
  overrides: Partial<UserCredentials> = {},
  more: Partial<CleanableSubject> = {},
): CleanableSubject => ({
  ...{ ...base, kind: 'user', id: 'AIDAADA', arn: `arn:aws:iam::${ACCOUNT}:user/ada`, name: 'ada' },
  ...{ createdAt: someCredentials(overrides).createdAt, credentials: known(overrides) },
  ...more,
});

/** A role that was created, and last used, so many days ago. */
export const aRole = (createdAt: string, lastUsedAt?: string): CleanableSubject => ({
  ...{ ...base, kind: 'role', id: 'AROAETL', arn: `arn:aws:iam::${ACCOUNT}:role/etl`, name: 'etl', createdAt },
  ...(lastUsedAt !== undefined && { lastUsedAt }),
});

/** The keys of a user as IAM lists them: `AKIA1` is the first of the report. */
export const listed = (...keys: readonly ReportedKey[]): readonly AccessKey[] =>
  keys.map(({ number, rotatedAt = '' }) => ({ keyId: `AKIA${number}`, status: 'Active', createdAt: rotatedAt }));

/** Reports have named these things of a principal on so many days, the last of them yesterday. @param id unique id */
export const stoodOf = (id: string, days: number, ...things: readonly string[]): Standings =>
  new Map(things.map((thing) => [standingKey(id, thing), { since: daysAgo(days), days, lastDay: dayOf(daysAgo(1)) }]));

/** The same of the user. */
export const stood = (days: number, ...things: readonly string[]): Standings => stoodOf('AIDAADA', days, ...things);

/** What the guardrail has disabled of somebody: everything since some time, and their key. @param id unique id */
export const disabledOf = (id: string, at: string, more: Partial<Disabled> = {}): ReadonlyMap<string, Disabled> =>
  new Map([[id, { deny: { at, number: 1 }, keys: new Map([['AKIA1', at]]), ...more }]]);

/** The policy that denies everything. */
export const DENY_ARN = `arn:aws:iam::${ACCOUNT}:policy/iam-guardrails/iam-guardrails-credential-cleanup-0123`;

/** Rules, where only those are given that the test is about. */
type SomeRules = Partial<Pick<Circumstances['rules'], 'warnDays' | 'releasedDays'>> & {
  readonly [Of in 'keys' | 'users' | 'roles']?: Partial<Circumstances['rules'][Of]>;
};

/** Keys are reported after 30 days and deactivated after 90, once they stood in reports for a week. */
export const circumstances = (
  overrides: Partial<Circumstances> = {},
  { keys, users, roles, ...rules }: SomeRules = {},
): Circumstances => ({
  rules: {
    ...{
      warnDays: 7,
      releasedDays: 30,
      keys: { report: 30, disable: 90, delete: 0, ...keys },
      users: { report: 30, disable: 0, delete: 0, ...users },
      roles: { report: 30, disable: 0, delete: 0, regions: [], ...roles },
    },
    ...rules,
  },
  denyArn: DENY_ARN,
  ...{ now: NOW, standings: stood(7, 'key-AKIA1', 'key-AKIA2'), releases: new Map(), disabled: new Map() },
  ...overrides,
});
