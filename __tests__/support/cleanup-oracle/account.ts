import type { AccessKeys } from '../../../src/aws/iam/access-keys';
import type { PrincipalPolicies } from '../../../src/aws/iam/attached-policies';
import type { DetailsPage } from '../../../src/aws/iam/authorization-details';
import type { LastSeen } from '../../../src/aws/iam/last-seen';
import type { PrincipalNamed } from '../../../src/aws/iam/principal-named';
import type { DeletionPorts } from '../../../src/changes/deletion/delete-principal';
import { credentialReportOf, type CredentialReport } from '../../../src/domain/credentials/credential-report';
import { ROOT, type ReportLine } from '../../../src/domain/credentials/report-line';
import { ACCOUNT } from '../../audit/support/subjects';
import { isThere, newest, statusAt, type TrueKey, type TrueRole, type TrueUndated, type TrueUser } from './truth';

const arnOf = (kind: string, name: string) => `arn:aws:iam::${ACCOUNT}:${kind}/${name}`;
export const idOf = (name: string) => `ID${name.toUpperCase()}`;
const iso = (at: number) => new Date(at).toISOString();
/** As the report writes it. */
const cell = (at: number | undefined) => (at === undefined ? 'N/A' : `${iso(at).slice(0, 19)}+00:00`);

/** An account without a front door: what IAM says of a history at a time, and what is done to its keys. */
export class CleanableAccount {
  public now = 0;
  private reportAt = -Infinity;
  /** Ids of what a deletion has taken. */
  private readonly taken = new Set<string>();

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
    const described = (kind: 'user' | 'role', { name, bornAt, denied }: TrueUser | TrueRole) => ({
      ...{ name, id: idOf(name), arn: arnOf(kind, name), path: '/', createdAt: iso(bornAt), inline: [], tags: {} },
      attached: denied === undefined ? [] : [denied.by],
    });
    return {
      ...{ ...rest, groups },
      users: [...users, ...this.there(this.users).map((one) => ({ ...described('user', one), groups: [] }))],
      roles: this.there(this.roles).map((one) => {
        const usedAt = newest(one.uses, this.now);
        return { ...described('role', one), trust: TRUST, ...(usedAt !== undefined && { lastUsedAt: iso(usedAt) }) };
      }),
    };
  }

  public report(): CredentialReport {
    const lines = this.users.filter((user) => isThere(user, this.reportAt)).map((user) => this.lineOf(user));
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
    remove: (name, keyId) => {
      const key = this.userNamed(name)?.keys.find(({ id }) => id === keyId);
      if (key !== undefined) key.removedAt = this.now;
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
      this.there(this.of(kind)).some((one) => one.name === name)
        ? { kind, accountId: ACCOUNT, id: idOf(name), arn: arnOf(kind, name), name }
        : undefined,
    );

  public readonly lastSeen: LastSeen = {
    signIn: (name) => Promise.resolve(whenSeen(newest(this.userNamed(name)?.signIns ?? [], this.now))),
    undated: (name) => {
      const all = this.undatedOf(name).filter(({ offAt }) => this.now < offAt);
      return Promise.resolve(all.map(({ kind, id }) => ({ kind, id })));
    },
    roleUse: (name) =>
      Promise.resolve(whenSeen(newest(this.roles.find((one) => one.name === name)?.uses ?? [], this.now))),
  };

  /** The policies of users, or of roles. */
  public policiesOf(kind: 'user' | 'role'): PrincipalPolicies {
    const found = (name: string) => this.there(this.of(kind)).find((one) => one.name === name);
    return {
      of: (name) => {
        const one = found(name);
        return Promise.resolve(one && { id: idOf(name), arns: one.denied === undefined ? [] : [one.denied.by] });
      },
      attach: (name, arn) => {
        const one = found(name);
        if (one !== undefined) one.denied = { by: arn, at: this.now };
        return Promise.resolve(one === undefined ? 'gone' : 'done');
      },
      detach: (name) => {
        const one = found(name);
        if (one !== undefined) one.denied = undefined;
        return Promise.resolve(one !== undefined);
      },
    };
  }

  /** What a deletion reads and takes: nobody here has anything but credentials and the deny. */
  public readonly deletion: Pick<DeletionPorts, 'read' | 'named' | 'take'> = {
    named: (kind, name) => this.named(kind, name),
    read: async (kind, name) => {
      const [principal, one] = [await this.named(kind, name), this.of(kind).find((each) => each.name === name)];
      if (principal === undefined || one === undefined) return undefined;
      const attached = one.denied === undefined ? [] : [{ arn: one.denied.by, text: DENY_TEXT }];
      const held = { ...principal, path: '/', createdAt: iso(one.bornAt), tags: {}, inline: {}, attached };
      if (kind === 'role') {
        return { ...held, kind, trust: TRUST, maxSessionSeconds: 3_600, instanceProfiles: [] };
      }
      const keys = (await this.accessKeys.of(name))?.keys ?? [];
      return {
        ...{
          ...held,
          kind,
          groups: [],
          hasPassword: true,
          signingCertificates: this.undatedOf(name, 'signing-certificate'),
          sshKeys: this.undatedOf(name, 'ssh-key'),
          serviceCredentials: this.undatedOf(name, 'service-credential').map(({ id }) => ({ id, service: 'some' })),
        },
        ...{ mfaDevices: [], accessKeys: keys.map(({ keyId, status }) => ({ id: keyId, status })) },
      };
    },
    take: async ({ kind, name }, step) => {
      const one = this.of(kind).find((each) => each.name === name);
      if (one === undefined) throw new Error(`nobody is called ${name}`);
      if (step.kind === 'access-key-deleted') await this.accessKeys.remove(name, step.id);
      if (step.kind === 'policy-detached') one.denied = undefined;
      if ('id' in step) this.taken.add(step.id);
      if (step.kind !== 'principal-deleted') return;
      // IAM answers with a DeleteConflict.
      if (this.undatedOf(name).length > 0) throw new Error(`${name} still has credentials`);
      one.goneAt = this.now;
    },
  };

  /** Credentials without a date of use that a user has, of one kind or of any, active or not. */
  private undatedOf(name: string, kind?: TrueUndated['kind']) {
    const made = (this.userNamed(name)?.undated ?? []).filter(
      ({ id, madeAt }) => madeAt <= this.now && !this.taken.has(id),
    );
    return made
      .filter((one) => kind === undefined || one.kind === kind)
      .map((one) => ({
        ...one,
        body: 'public',
        status: this.now < one.offAt ? ('Active' as const) : ('Inactive' as const),
      }));
  }

  private of(kind: 'user' | 'role'): readonly (TrueUser | TrueRole)[] {
    return kind === 'user' ? this.users : this.roles;
  }

  private lineOf(user: TrueUser): ReportLine {
    const there = user.keys.filter((key) => statusAt(key, this.reportAt) !== undefined);
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

  private there<T extends TrueUser | TrueRole>(all: readonly T[]): readonly T[] {
    return all.filter((one) => isThere(one, this.now));
  }

  private userNamed(name: string): TrueUser | undefined {
    return this.there(this.users).find((one) => one.name === name);
  }
}

const whenSeen = (at: number | undefined) => (at === undefined ? undefined : iso(at));
/** By no service, which would be asked. */
const TRUST = `{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::${ACCOUNT}:root"},"Action":"sts:AssumeRole"}]}`;
const DENY_TEXT = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}';

const NO_KEYS = {
  ...{ access_key_1_active: 'false', access_key_1_last_rotated: 'N/A', access_key_1_last_used_date: 'N/A' },
  ...{ access_key_2_active: 'false', access_key_2_last_rotated: 'N/A', access_key_2_last_used_date: 'N/A' },
};
