import { copyKeyOf } from '../../../src/domain/deletion/copy';
import { restorationInWords } from '../../../src/domain/deletion/in-words';
import { marked } from '../../../src/domain/deletion/mark';
import type { PrincipalState } from '../../../src/domain/deletion/principal-state';
import { restorationOf, type Restoration } from '../../../src/domain/deletion/restoration';
import type { Around } from '../../../src/domain/deletion/restoration-steps';
import {
  aCopy,
  aRoleState,
  aUserState,
  DEVICE,
  everythingOf,
  policyArn,
  policyText,
} from '../../support/deletion/some-copies';

const boundary = { arn: policyArn('limits'), text: policyText('Allow') };
const user = aUserState({
  inline: { allow: policyText('Allow'), deny: policyText('Deny') },
  attached: [{ arn: policyArn('reader'), text: policyText('Allow') }],
  ...{ boundary, groups: [{ id: 'AGPA1', name: 'team' }], hasPassword: true, mfaDevices: [DEVICE] },
  accessKeys: [
    { id: 'AKIA1', status: 'Active' },
    { id: 'AKIA2', status: 'Inactive' },
  ],
  signingCertificates: [{ id: 'ASCA1', body: 'PEM', status: 'Inactive' }],
  sshKeys: [{ id: 'APKA1', body: 'ssh-rsa A', status: 'Active' }],
  serviceCredentials: [{ id: 'ACCA1', service: 'codecommit' }],
});
const profile = { id: 'AIPA1', name: 'hosts', path: '/', tags: {} };
const role = aRoleState({ instanceProfiles: [profile], trust: '{"Statement":[]}' });

const restoring = (copied: PrincipalState, present?: PrincipalState, around: Partial<Around> = {}) =>
  restorationOf(aCopy(copied), present, { ...everythingOf(copied), ...around });
const stepsOf = (restoration: Restoration) =>
  restoration.kind === 'restore' ? restoration.steps.map(restorationInWords) : restoration.why;
const lossesOf = (restoration: Restoration) => (restoration.kind === 'restore' ? restoration.losses.join('\n') : '');

const made = (copied: PrincipalState, tags = copied.tags): PrincipalState => ({
  ...(copied.kind === 'user' ? aUserState({ boundary }) : aRoleState({ trust: role.trust })),
  ...{ id: 'ANEW', tags: marked(tags, 'a-token') },
});

describe('a restoration of somebody who is gone', () => {
  it('makes a user first, then gives denies, groups and the rest, and takes its mark away', () => {
    expect(stepsOf(restoring(user))).toEqual([
      'create, with path, tags and permissions boundary',
      'put inline policy deny',
      'add to group team',
      'put inline policy allow',
      `attach policy ${policyArn('reader')}`,
      'upload a signing certificate (Inactive)',
      'upload an SSH public key (Active)',
      'take the mark of the restoration away (tag iam-guardrails:restoring)',
    ]);
  });

  it('makes the instance profiles of a role again, and marks them until the role is in', () => {
    expect(stepsOf(restoring(role))).toEqual([
      'create, with path, tags and permissions boundary',
      'create instance profile hosts',
      'add to instance profile hosts',
      'take the mark of the restoration (tag iam-guardrails:restoring) off instance profile hosts',
      'take the mark of the restoration away (tag iam-guardrails:restoring)',
    ]);
  });

  it('says of a user everything that cannot come back, and nothing of who had nothing', () => {
    const losses = lossesOf(restoring(user));
    for (const said of [
      'new unique id: trust policies and resource policies that named the old one show AIDAADA now and stay broken',
      'The password cannot come back',
      'Access keys cannot come back: there were AKIA1 (Active), AKIA2 (Inactive)',
      'Service-specific credentials cannot come back: there were ACCA1 for codecommit',
      `MFA devices have to be enrolled anew: there were ${DEVICE}`,
      'Signing certificates come back under new ids: there were ASCA1',
      'SSH public keys come back under new ids: there were APKA1',
    ])
      expect(losses).toContain(said);
    expect(lossesOf(restoring(aUserState())).split('\n')).toHaveLength(1);
  });

  it('leaves out policies and groups that are gone, groups made anew too, and says so', () => {
    const gone = restoring(user, undefined, { policies: [boundary.arn], groups: {} });
    expect(stepsOf(gone)).not.toContain(`attach policy ${policyArn('reader')}`);
    expect(stepsOf(gone)).not.toContain('add to group team');
    expect(lossesOf(gone)).toContain(`Policy ${policyArn('reader')} is gone`);
    expect(lossesOf(gone)).toContain('Group team is gone');
    const anew = restoring(user, undefined, { groups: { team: 'AGPA2' } });
    expect(stepsOf(anew)).not.toContain('add to group team');
    expect(lossesOf(anew)).toContain('Group team is another one now (AGPA2, not AGPA1)');
  });

  it.each([
    ['holds another role', { id: 'AIPA1', role: 'other', tags: {} }, 'holds the role other now'],
    ['was made by somebody else', { id: 'AIPA2', tags: {} }, 'was made by somebody else since'],
  ])('puts a role into no instance profile that %s', (_, found, said) => {
    const restoration = restoring(role, undefined, { instanceProfiles: { hosts: found } });
    expect(stepsOf(restoration)).not.toContain('add to instance profile hosts');
    expect(lossesOf(restoration)).toContain(said);
  });

  it('puts a role back into the instance profile that it was in', () => {
    const restoration = restoring(role, undefined, { instanceProfiles: { hosts: { id: 'AIPA1', tags: {} } } });
    expect(stepsOf(restoration)).toContain('add to instance profile hosts');
    expect(lossesOf(restoration)).not.toContain('hosts');
  });

  it('is refused where the permissions boundary is gone, for the principal could do more than ever', () => {
    const restoration = restoring(user, undefined, { policies: [policyArn('reader')] });
    expect(stepsOf(restoration)).toContain(`without its permissions boundary: the policy ${boundary.arn} is gone`);
  });

  it('is refused where the trust policy names somebody who was gone by then, whom IAM would not take', () => {
    const trust = '{"Statement":[{"Principal":{"AWS":"AROAEXAMPLEEXAMPLE12"}}]}';
    expect(stepsOf(restoring({ ...role, trust }))).toContain('it names AROAEXAMPLEEXAMPLE12');
    const external = '{"Statement":[{"Condition":{"StringEquals":{"sts:ExternalId":"AROA"}}}]}';
    expect(restoring({ ...role, trust: external }).kind).toBe('restore');
  });
});

describe('a restoration that finds somebody of that name', () => {
  it('goes on with what it has made, and only with that', () => {
    const begun = { ...made(user), inline: { deny: policyText('Deny') } } as PrincipalState;
    expect(stepsOf(restoring(user, begun))).not.toContain('create, with path, tags and permissions boundary');
    expect(stepsOf(restoring(user, begun))).not.toContain('put inline policy deny');
    expect(stepsOf(restoring(user, begun))).toContain('put inline policy allow');
    const foreign = { ...begun, tags: { 'iam-guardrails:restoring': 'a guess' } } as PrincipalState;
    expect(stepsOf(restoring(user, foreign))).toContain('another user is called ada now: ANEW');
  });

  it.each<[string, PrincipalState, Partial<PrincipalState>]>([
    ['a password', user, { hasPassword: true }],
    ['an access key', user, { accessKeys: [{ id: 'AKIA9', status: 'Active' }] }],
    ['a credential for a service', user, { serviceCredentials: [{ id: 'ACCA9', service: 'git' }] }],
    ['no permissions boundary', user, { boundary: undefined }],
    ['another trust policy', role, { trust: '{"Statement":[{}]}' }],
    ['longer sessions', role, { maxSessionSeconds: 43_200 }],
  ])('gives nothing to what it has made once somebody has given that %s', (_, copied, altered) => {
    const present = { ...made(copied), ...altered } as PrincipalState;
    expect(stepsOf(restoring(copied, present))).toContain('somebody has altered it since');
  });

  it('goes on with what a deletion has left, as the same principal, and says nothing of what was not taken', () => {
    const restoration = restoring(user, { ...user, accessKeys: [], inline: {} });
    expect(stepsOf(restoration)).toEqual(['put inline policy deny', 'put inline policy allow']);
    expect(lossesOf(restoration)).toBe(
      'Access keys cannot come back: there were AKIA1 (Active), AKIA2 (Inactive). Make new ones where they are needed.',
    );
  });

  it('does nothing where everything is there again', () => {
    const again = { ...user, id: 'AIDANEW', accessKeys: [] };
    expect(stepsOf(restoring(user, again))).toEqual([]);
    expect(stepsOf(restoring(user, { ...again, path: '/other/' }))).toContain('another user is called ada now');
  });

  it('takes its mark off a profile that it has made, after the role is in it', () => {
    const hosts = { id: 'AIPA9', role: 'etl', tags: marked({}, 'a-token') };
    const present = { ...made(role), instanceProfiles: [{ ...profile, id: 'AIPA9' }] } as PrincipalState;
    expect(stepsOf(restoring(role, present, { instanceProfiles: { hosts } }))).toEqual([
      'take the mark of the restoration (tag iam-guardrails:restoring) off instance profile hosts',
      'take the mark of the restoration away (tag iam-guardrails:restoring)',
    ]);
  });
});

describe('the mark', () => {
  const tags = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index}`, 'v']));
  const lastStep = (given: Readonly<Record<string, string>>) => {
    const restoration = restoring(aUserState({ tags: given }));
    return restoration.kind === 'restore' ? restoration.steps.at(-1) : undefined;
  };

  it('is a tag of its own while there is room for one', () => {
    expect(marked(tags(49), 'a-token')).toEqual({ ...tags(49), 'iam-guardrails:restoring': 'a-token' });
    expect(lastStep(tags(49))).toMatchObject({ by: { kind: 'tag-removed', key: 'iam-guardrails:restoring' } });
  });

  it('is the value of another tag where there is none, which gets its own again', () => {
    expect(marked(tags(50), 'a-token')).toEqual({ ...tags(50), 'key-0': 'a-token' });
    expect(lastStep(tags(50))).toMatchObject({ by: { kind: 'tag-set', key: 'key-0', value: 'v' } });
  });

  it('gives a tag of that name its value again, however it is spelt', () => {
    const given = { 'IAM-Guardrails:Restoring': 'before' };
    expect(Object.keys(marked(given, 'a-token'))).toEqual(Object.keys(given));
    expect(lastStep(given)).toMatchObject({ by: { kind: 'tag-set', value: 'before' } });
  });
});

describe('the key of a copy', () => {
  it('tells deletions apart, and principals who had one name', () => {
    const keys = [copyKeyOf(user, 'one'), copyKeyOf(user, 'two'), copyKeyOf({ ...user, id: 'AIDANEW' }, 'one')];
    expect(keys[0]).toBe('accounts/111122223333/deleted/user/ada/AIDAADA/one.json');
    expect(new Set(keys).size).toBe(3);
  });

  it('holds no deletion that could lead elsewhere', () => {
    expect(() => copyKeyOf(user, '../x')).toThrow('a deletion cannot be called ../x');
  });
});
