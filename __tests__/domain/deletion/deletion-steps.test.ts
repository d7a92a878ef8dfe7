import { deletionSteps } from '../../../src/domain/deletion/deletion-steps';
import { missingIn } from '../../../src/domain/deletion/holdings';
import { deletionInWords } from '../../../src/domain/deletion/in-words';
import type { PrincipalState } from '../../../src/domain/deletion/principal-state';
import { aRoleState, aUserState, DEVICE, policyArn, policyText } from '../../support/deletion/some-copies';

const POLICIES = {
  inline: { 'a-deny': policyText('Deny'), 'b-allow': policyText('Allow') },
  attached: [
    { arn: policyArn('deny'), text: policyText('Deny') },
    { arn: policyArn('allow'), text: policyText('Allow') },
  ],
};
const PROFILE = { id: 'AIPA1', name: 'hosts', path: '/', tags: {} };
const certificate = { id: 'ASCA1', body: 'PEM', status: 'Active' } as const;
const sshKey = { id: 'APKA1', body: 'ssh-rsa A', status: 'Active' } as const;
const everything = aUserState({
  ...POLICIES,
  ...{ groups: [{ id: 'AGPA1', name: 'team' }], hasPassword: true, accessKeys: [{ id: 'AKIA1', status: 'Inactive' }] },
  ...{ signingCertificates: [certificate], sshKeys: [sshKey] },
  ...{ serviceCredentials: [{ id: 'ACCA1', service: 'codecommit' }], mfaDevices: [DEVICE, 'GAHT12345678'] },
});
const worded = (...args: Parameters<typeof deletionSteps>) => deletionSteps(...args).map(deletionInWords);

describe('a deletion', () => {
  it('takes from a user what they sign in with, then what allows, and what denies last', () => {
    expect(worded(everything, everything)).toEqual([
      'delete the login profile',
      'delete access key AKIA1',
      'delete signing certificate ASCA1',
      'delete SSH public key APKA1',
      'delete service-specific credential ACCA1',
      `deactivate MFA device ${DEVICE}`,
      'deactivate MFA device GAHT12345678',
      `delete virtual MFA device ${DEVICE}`,
      'delete inline policy b-allow',
      `detach policy ${policyArn('allow')}`,
      'remove from group team',
      'delete inline policy a-deny',
      `detach policy ${policyArn('deny')}`,
      'delete',
    ]);
  });

  it('takes a role from the instances that have it, before anything else', () => {
    const role = aRoleState({ ...POLICIES, instanceProfiles: [PROFILE] });
    expect(worded(role, role)).toEqual([
      'remove from instance profile hosts',
      'delete instance profile hosts',
      'delete inline policy b-allow',
      `detach policy ${policyArn('allow')}`,
      'delete inline policy a-deny',
      `detach policy ${policyArn('deny')}`,
      'delete',
    ]);
  });

  it('knows from the copy what IAM does not know any more', () => {
    expect(worded(everything, aUserState())).toEqual([`delete virtual MFA device ${DEVICE}`, 'delete']);
    const role = aRoleState({ instanceProfiles: [PROFILE] });
    expect(worded(role, aRoleState())).toEqual(['delete instance profile hosts', 'delete']);
  });
});

describe('what a copy does not hold', () => {
  const role = aRoleState({ instanceProfiles: [PROFILE], description: 'Loads data.' });

  it('is nothing of the principal as it was, and nothing of what is left of it', () => {
    expect([missingIn(everything, everything), missingIn(everything, aUserState())]).toEqual([[], []]);
    expect(missingIn(role, { ...role, instanceProfiles: [] })).toEqual([]);
  });

  it('is no tag, which an audit may have written since', () => {
    expect(missingIn(everything, { ...everything, tags: { Permissions_Coverage: '10' } })).toEqual([]);
  });

  it.each<[string, PrincipalState, PrincipalState]>([
    ['path /team/', everything, { ...everything, path: '/team/' }],
    ['permissions boundary', everything, { ...everything, boundary: { arn: policyArn('limits'), text: '' } }],
    [`policy ${policyArn('new')}`, everything, { ...everything, attached: [{ arn: policyArn('new'), text: '' }] }],
    ['inline policy new', everything, { ...everything, inline: { new: '{}' } }],
    ['inline policy a-deny', everything, { ...everything, inline: { 'a-deny': '{}' } }],
    ['group team', everything, { ...everything, groups: [{ id: 'AGPA2', name: 'team' }] }],
    ['password', aUserState(), { ...everything, ...aUserState({ hasPassword: true }) }],
    ['access key AKIA2', everything, { ...everything, accessKeys: [{ id: 'AKIA2', status: 'Active' }] }],
    [
      'signing certificate ASCA1',
      everything,
      { ...everything, signingCertificates: [{ ...certificate, status: 'Inactive' }] },
    ],
    ['SSH public key APKA1', everything, { ...everything, sshKeys: [{ ...sshKey, body: 'ssh-rsa B' }] }],
    ['credential ACCA2 for git', everything, { ...everything, serviceCredentials: [{ id: 'ACCA2', service: 'git' }] }],
    ['MFA device new', everything, { ...everything, mfaDevices: ['new'] }],
    ['trust policy', role, { ...role, trust: '{"Version":"2012-10-17"}' }],
    ['description', role, aRoleState({ instanceProfiles: [PROFILE] })],
    ['session length', role, { ...role, maxSessionSeconds: 7200 }],
    ['instance profile hosts', role, { ...role, instanceProfiles: [{ ...PROFILE, id: 'AIPA2' }] }],
  ])('is said in words: %s', (what, copied, present) => {
    expect(missingIn(copied, present)).toEqual([what]);
  });
});
