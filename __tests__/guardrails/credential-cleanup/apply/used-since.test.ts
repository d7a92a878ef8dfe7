import type { UndatedCredential } from '../../../../src/domain/credentials/undated';
import { usedSince } from '../../../../src/guardrails/credential-cleanup/apply/used-since';
import { denied, keyOff } from '../../../../src/guardrails/credential-cleanup/kinds';
import { daysAgo, DENY_ARN, NOW } from '../../../support/some-credentials';

const ADA = { kind: 'user', accountId: '111122223333', id: 'AIDAADA', arn: 'arn:ada', name: 'ada' } as const;
const ETL = { ...ADA, kind: 'role', id: 'AROAETL', arn: 'arn:etl', name: 'etl' } as const;
const KEY = keyOff(ADA, 'AKIA1');
const [USER, ROLE] = [denied(ADA, DENY_ARN), denied(ETL, DENY_ARN)];

/** What IAM knows. */
interface Known {
  readonly keyUsedAt?: string;
  readonly keyMadeAt?: string;
  readonly signedInAt?: string;
  readonly roleUsedAt?: string;
  /** Credentials whose use it never notes. */
  readonly undated?: readonly UndatedCredential[];
}

/** What speaks against a change, of which IAM knows so much. */
const objection = (
  change: typeof KEY,
  { keyUsedAt, keyMadeAt = daysAgo(400), signedInAt, roleUsedAt, undated = [] }: Known,
  asked: string[] = [],
) => {
  const answer = (what: string, at: string | undefined) => {
    asked.push(what);
    return Promise.resolve(at);
  };
  return usedSince({
    keys: {
      of: (name) =>
        Promise.resolve({ id: name, keys: [{ keyId: 'AKIA1', status: 'Active' as const, createdAt: keyMadeAt }] }),
      lastUsedAt: (keyId) => answer(keyId, keyUsedAt),
    },
    seen: {
      signIn: (name) => answer(`sign-in of ${name}`, signedInAt),
      roleUse: (name) => answer(`use of ${name}`, roleUsedAt),
      undated: (name) => {
        asked.push(`undated of ${name}`);
        return Promise.resolve(undated);
      },
    },
    rules: {
      ...{ keys: { report: 30, disable: 90, delete: 0 }, users: { report: 30, disable: 120, delete: 0 } },
      roles: { report: 30, disable: 200, delete: 0, regions: [] },
    },
    now: () => NOW,
  })(change);
};

describe('what IAM says directly before something is disabled', () => {
  it.each([
    [
      'a key that was used within the days',
      KEY,
      { keyUsedAt: daysAgo(3) },
      `access key AKIA1 was used at ${daysAgo(3)}`,
    ],
    ['a key, at their very end', KEY, { keyUsedAt: daysAgo(90) }, `access key AKIA1 was used at ${daysAgo(90)}`],
    ['a user who signed in', USER, { signedInAt: daysAgo(120) }, `the user was used at ${daysAgo(120)}`],
    ['a user whose key was used', USER, { keyUsedAt: daysAgo(120) }, `the user was used at ${daysAgo(120)}`],
    ['a user who was given a key', USER, { keyMadeAt: daysAgo(120) }, `the user was used at ${daysAgo(120)}`],
    ['a role that was used', ROLE, { roleUsedAt: daysAgo(200) }, `the role was used at ${daysAgo(200)}`],
  ])('leaves %s, whatever was known before', async (_, change, known, expected) => {
    expect(await objection(change, known)).toBe(expected);
  });

  it.each([
    ['a key that was used before them', KEY, { keyUsedAt: daysAgo(90, -1) }],
    ['a key that was never used', KEY, {}],
    ['a user who was last seen before them', USER, { signedInAt: daysAgo(120, -1), keyUsedAt: daysAgo(120, -1) }],
    ['a user who was never seen', USER, {}],
    ['a role that was used before them', ROLE, { roleUsedAt: daysAgo(200, -1) }],
    ['a role that was never used', ROLE, {}],
  ])('lets go %s', async (_, change, known) => {
    expect(await objection(change, known)).toBeUndefined();
  });

  it('leaves a user whose Git credential or SSH key may be in use without a trace, and deactivates their access key', async () => {
    const undated = [
      { kind: 'ssh-key', id: 'APKAADA' },
      { kind: 'service-credential', id: 'ACCAADA', service: 'codecommit.amazonaws.com' },
    ] as const;
    expect(await objection(USER, { undated })).toBe(
      'IAM does not say when these were last used: SSH public key APKAADA, credential ACCAADA for codecommit.amazonaws.com; deactivate what nobody needs, or exempt the user',
    );
    expect([await objection(KEY, { undated }), await objection(ROLE, { undated })]).toEqual([undefined, undefined]);
  });

  it.each([
    ['of the key alone', KEY, ['AKIA1']],
    ['of the password, each key and what has no date', USER, ['AKIA1', 'sign-in of ada', 'undated of ada']],
    ['of the role alone', ROLE, ['use of etl']],
  ])('is asked %s', async (_, change, expected) => {
    const asked: string[] = [];
    await objection(change, {}, asked);
    expect(asked).toEqual(expected);
  });
});
