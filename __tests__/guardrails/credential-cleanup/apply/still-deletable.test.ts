import type { UndatedCredential } from '../../../../src/domain/credentials/undated';
import type { PrincipalState, RoleState, UserState } from '../../../../src/domain/deletion/principal-state';
import type { RecordedEntry } from '../../../../src/domain/recorded-change/entry';
import type { SlotSet } from '../../../../src/audit/recorded/slot-set';
import { stillDeletable } from '../../../../src/guardrails/credential-cleanup/apply/still-deletable';
import { deleted, denied, keyDeleted, keyOff } from '../../../../src/guardrails/credential-cleanup/kinds';
import type { Rules } from '../../../../src/guardrails/credential-cleanup/rules';
import { someRules } from '../../../support/some-cleanup';
import { daysAgo, DENY_ARN, NOW } from '../../../support/some-credentials';

const POLICY = (arn: string) => ({ arn, text: '{"Version":"2012-10-17","Statement":[]}' });
const ADA = { kind: 'user', accountId: '111122223333', id: 'AIDAADA', name: 'ada' } as const;
const ETL = { ...ADA, kind: 'role', id: 'AROAETL', name: 'etl' } as const;
const held = { path: '/', createdAt: daysAgo(400), tags: {}, inline: {}, attached: [POLICY(DENY_ARN)] };
const user: UserState = {
  ...{ ...ADA, ...held, arn: 'arn:aws:iam::111122223333:user/ada', groups: [], hasPassword: true },
  ...{ accessKeys: [], signingCertificates: [], sshKeys: [], serviceCredentials: [], mfaDevices: [] },
};
const role: RoleState = {
  ...{ ...ETL, ...held, arn: 'arn:aws:iam::111122223333:role/etl' },
  ...{ trust: '{"Statement":[]}', maxSessionSeconds: 3600, instanceProfiles: [] },
};
const rules = someRules({
  ...{ keys: { report: 30, disable: 90, delete: 120 }, users: { report: 30, disable: 90, delete: 180 } },
  roles: { report: 30, disable: 90, delete: 180, regions: [] },
});
const AT = daysAgo(50);

/** What there is at the moment of a deletion. */
interface Moment {
  readonly present?: PrincipalState | undefined;
  /** Entries of the ledger. @default everything was disabled 50 days ago */
  readonly entries?: readonly SlotSet[];
  readonly rules?: Partial<Rules>;
  readonly keyUsedAt?: string;
  readonly keyMadeAt?: string;
  readonly signedInAt?: string;
  readonly roleUsedAt?: string;
  readonly undated?: readonly UndatedCredential[];
}

const principalOf = ({ kind, accountId, id, arn, name }: PrincipalState) => ({ kind, accountId, id, arn, name });
const [USER, ROLE] = [deleted(principalOf(user), 'one'), deleted(principalOf(role), 'one')];
const KEY = keyDeleted(principalOf(user), 'AKIA1', daysAgo(200));

const objection = (change: SlotSet, moment: Moment = {}) => {
  const { principal } = change;
  const { entries = [denied(principal, DENY_ARN), keyOff(principal, 'AKIA1')], keyMadeAt = daysAgo(400) } = moment;
  const entry = (one: SlotSet): RecordedEntry<SlotSet> => ({
    ...{ change: one, number: 1, runId: 'one', state: 'confirmed', flips: 0, openedAt: new Date(AT) },
  });
  return stillDeletable({
    keys: {
      of: () => Promise.resolve({ id: ADA.id, keys: [{ keyId: 'AKIA1', status: 'Inactive', createdAt: keyMadeAt }] }),
      lastUsedAt: () => Promise.resolve(moment.keyUsedAt),
    },
    seen: {
      signIn: () => Promise.resolve(moment.signedInAt),
      roleUse: () => Promise.resolve(moment.roleUsedAt),
      undated: () => Promise.resolve(moment.undated ?? []),
    },
    read: () => Promise.resolve('present' in moment ? moment.present : principal.kind === 'user' ? user : role),
    ledger: { historyOf: () => Promise.resolve(entries.map(entry)) },
    ...{ rules: { ...rules, ...moment.rules }, now: () => NOW },
  })(change);
};

const exempt = (match: object) => ({
  rules: { exemptions: [{ match, from: ['credential-cleanup'], owner: 'ops', reason: 'is kept' }] } as Partial<Rules>,
});

describe('what IAM and the ledger say directly before something is deleted', () => {
  it.each([
    ['a user', USER],
    ['a role', ROLE],
    ['a key', KEY],
  ])('lets %s go that nobody has used since it was disabled', async (_, change) => {
    expect(await objection(change)).toBeUndefined();
  });

  it.each<[string, SlotSet, Moment, string]>([
    ['a user who has signed in since', USER, { signedInAt: daysAgo(49) }, 'after it was disabled'],
    ['a user whose key was used since', USER, { keyUsedAt: daysAgo(49) }, 'after it was disabled'],
    ['a user who was given a key since', USER, { keyMadeAt: daysAgo(49) }, 'after it was disabled'],
    ['a user who was seen within the days', USER, { signedInAt: daysAgo(180) }, `the user was used at ${daysAgo(180)}`],
    [
      'a user whose SSH key may have been tried since',
      USER,
      { undated: [{ kind: 'ssh-key', id: 'A' }] },
      'SSH public key A; deact',
    ],
    ['a role that was tried since', ROLE, { roleUsedAt: daysAgo(1) }, 'after it was disabled'],
    ['a role that was seen within the days', ROLE, { roleUsedAt: daysAgo(180) }, 'the role was used at'],
    ['a key that was used since', KEY, { keyUsedAt: daysAgo(49) }, 'access key AKIA1 was used at'],
    ['a key that was used within the days', KEY, { keyUsedAt: daysAgo(120) }, 'access key AKIA1 was used at'],
    ['a user whom the ledger does not know as denied', USER, { entries: [] }, 'the ledger does not say'],
    ['a key that the ledger does not know as deactivated', KEY, { entries: [] }, 'the ledger does not say'],
    ['a user whose deny somebody took away', USER, { present: { ...user, attached: [] } }, 'took the deny'],
    [
      'a role that is exempt by a tag',
      ROLE,
      { present: { ...role, tags: { keep: 'yes' } }, ...exempt({ tag: 'keep' }) },
      'is kept',
    ],
    [
      'a user who is exempt by a group',
      USER,
      { present: { ...user, groups: [{ id: 'G', name: 'ops' }] }, ...exempt({ group: 'ops' }) },
      'is kept',
    ],
    ['a key of a user who is exempt', KEY, exempt({ name: 'ada' }), 'it is exempt: is kept'],
    ['a user whom the settings protect', USER, { rules: { protectedArns: [user.arn] } }, 'it is protected'],
    ['a role of a service', ROLE, { present: { ...role, path: '/aws-service-role/x/' } }, 'service-linked-role'],
    [
      'a user whom AWS has quarantined',
      USER,
      {
        present: {
          ...user,
          attached: [...user.attached, POLICY('arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3')],
        },
      },
      'AWS found one of its access keys in public',
    ],
  ])('keeps %s', async (_, change, moment, words) => {
    expect(await objection(change, moment)).toContain(words);
  });

  it('lets a user go of whom an earlier attempt has left nothing, not even the deny', async () => {
    const entries = [denied(principalOf(user), DENY_ARN), USER];
    const present = { ...user, attached: [], hasPassword: false };
    expect(await objection(USER, { present, entries })).toBeUndefined();
  });

  it('keeps a user who never had more than the deny, which somebody took away', async () => {
    const present = { ...user, attached: [], hasPassword: false };
    expect(await objection(USER, { present })).toBe('somebody took the deny of everything away from the user');
  });

  it.each([
    ['is gone', undefined],
    ['has given its name to another', { ...user, id: 'AIDANEW' }],
  ])('leaves it to whoever deletes to see that somebody %s', async (_, present) => {
    expect(await objection(USER, { present })).toBeUndefined();
  });
});
