import type { AccessKeys } from '../../../src/aws/iam/access-keys';
import type { DetailsPage } from '../../../src/aws/iam/authorization-details';
import type { PrincipalNamed } from '../../../src/aws/iam/principal-named';
import { credentialReportOf, type CredentialReport } from '../../../src/domain/credentials/credential-report';
import { ROOT, type ReportLine } from '../../../src/domain/credentials/report-line';
import { ACCOUNT } from '../../audit/support/subjects';
import { newest, statusAt, type TrueKey, type TrueRole, type TrueUser } from './truth';

const arnOf = (kind: string, name: string) => `arn:aws:iam::${ACCOUNT}:${kind}/${name}`;
export const idOf = (name: string) => `ID${name.toUpperCase()}`;
const iso = (at: number) => new Date(at).toISOString();
/** As the report writes it. */
const cell = (at: number | undefined) => (at === undefined ? 'N/A' : `${iso(at).slice(0, 19)}+00:00`);

/** An account without a front door: what IAM says of a history at a time, and what is done to its keys. */
export class CleanableAccount {
  public now = 0;
  private reportAt = -Infinity;

  public constructor(
    private readonly users: readonly TrueUser[],
    private readonly roles: readonly TrueRole[],
  ) {}

  /** Has the next report made so long ago, unless one is there that is younger. @returns when it was made */
  public reported(ageMs: number): number {
    this.reportAt = Math.max(this.reportAt, this.now - ageMs);
    return this.reportAt;
  }

  /** @param admins a group that somebody else is in */
  public page({ users, groups, ...rest }: DetailsPage): DetailsPage {
    const described = (kind: 'user' | 'role', { name, bornAt }: TrueUser | TrueRole) => ({
      ...{ name, id: idOf(name), arn: arnOf(kind, name), path: '/', createdAt: iso(bornAt), inline: [], attached: [] },
      tags: {},
    });
    return {
      ...{ ...rest, groups },
      users: [...users, ...this.there(this.users).map((one) => ({ ...described('user', one), groups: [] }))],
      roles: this.there(this.roles).map((one) => {
        const usedAt = newest(one.uses, this.now);
        return { ...described('role', one), trust: '{}', ...(usedAt !== undefined && { lastUsedAt: iso(usedAt) }) };
      }),
    };
  }

  public report(): CredentialReport {
    const lines = this.users.filter(({ bornAt }) => bornAt <= this.reportAt).map((user) => this.lineOf(user));
    return credentialReportOf([{ ...this.line(ROOT, 0), ...NO_KEYS }, ...lines], new Date(this.reportAt));
  }

  public readonly accessKeys: AccessKeys = {
    of: (name) => {
      const found = this.userNamed(name);
      const keys = (found?.keys ?? []).flatMap((key) => {
        const status = statusAt(key, this.now);
        return status === undefined ? [] : [{ keyId: key.id, status, createdAt: iso(key.madeAt) }];
      });
      return Promise.resolve(found && { id: idOf(name), keys });
    },
    setStatus: (name, keyId, status) => {
      const key = this.userNamed(name)?.keys.find(({ id }) => id === keyId);
      key?.statuses.push({ at: this.now, status });
      return Promise.resolve(key !== undefined);
    },
    lastUsedAt: (keyId) => {
      const usedAt = newest(
        this.users.flatMap(({ keys }) => keys.find(({ id }) => id === keyId)?.uses ?? []),
        this.now,
      );
      return Promise.resolve(usedAt === undefined ? undefined : iso(usedAt));
    },
  };

  public readonly named: PrincipalNamed = (kind, name) =>
    Promise.resolve(
      kind === 'user' && this.userNamed(name) !== undefined
        ? { kind, accountId: ACCOUNT, id: idOf(name), arn: arnOf(kind, name), name }
        : undefined,
    );

  private lineOf(user: TrueUser): ReportLine {
    const there = user.keys.filter(({ madeAt }) => madeAt <= this.reportAt);
    const signedIn = newest(user.signIns, this.reportAt);
    const password = signedIn === undefined ? 'no_information' : cell(signedIn);
    return {
      ...{ ...this.line(user.name, user.bornAt), password_enabled: 'true', password_last_used: password },
      ...this.keyCells(1, there[0]),
      ...this.keyCells(2, there[1]),
    } as ReportLine;
  }

  private line(name: string, bornAt: number) {
    const arn = name === ROOT ? `arn:aws:iam::${ACCOUNT}:root` : arnOf('user', name);
    const common = { user: name, arn, user_creation_time: cell(bornAt), mfa_active: 'false' };
    return { ...common, password_enabled: 'not_supported', password_last_used: 'N/A', password_last_changed: 'N/A' };
  }

  /** IAM dates no key that is not active (IAM User Guide, "Understanding the report format"). */
  private keyCells(number: 1 | 2, key: TrueKey | undefined) {
    const isActive = key !== undefined && statusAt(key, this.reportAt) === 'Active';
    return {
      [`access_key_${number}_active`]: String(isActive),
      [`access_key_${number}_last_rotated`]: cell(isActive ? key.madeAt : undefined),
      [`access_key_${number}_last_used_date`]: cell(key && newest(key.uses, this.reportAt)),
    };
  }

  private there<T extends { readonly bornAt: number }>(all: readonly T[]): readonly T[] {
    return all.filter(({ bornAt }) => bornAt <= this.now);
  }

  private userNamed(name: string): TrueUser | undefined {
    return this.there(this.users).find((one) => one.name === name);
  }
}

const NO_KEYS = {
  ...{ access_key_1_active: 'false', access_key_1_last_rotated: 'N/A', access_key_1_last_used_date: 'N/A' },
  ...{ access_key_2_active: 'false', access_key_2_last_rotated: 'N/A', access_key_2_last_used_date: 'N/A' },
};
