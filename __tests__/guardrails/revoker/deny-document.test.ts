import { DENY_IAM } from '../../../src/domain/policy/deny';
import { denyDocumentOf } from '../../../src/guardrails/revoker/deny-document';
import { ON_THE_ACCOUNT, SELF_SERVICE } from '../../../src/guardrails/revoker/settings';
import { evaluate } from '../../../src/embedded-account/policy/evaluator';
import { RequestContext } from '../../../src/embedded-account/policy/request-context';
import { parseIdentityPolicy } from '../../../src/embedded-account/policy/statement';
import { someSettings } from '../../support/settings';

const OWN = ['arn:aws:iam::111122223333:user/bob', 'arn:aws:iam::111122223333:user/team/bob'] as const;
const OTHERS = ['arn:aws:iam::111122223333:user/alice', 'arn:aws:iam::111122223333:user/bob/alice'];
const MFA = { own: 'arn:aws:iam::111122223333:mfa/bob', other: 'arn:aws:iam::111122223333:mfa/alice' };

const EVERYTHING = parseIdentityPolicy(
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
);

const documentWith = (revoker: object) => denyDocumentOf(someSettings({ revoker }).revoker);

/** Whether bob, who was allowed everything, may still make a call; the service is IAM where none is named. */
function mayWith(revoker: object) {
  const policies = [EVERYTHING, parseIdentityPolicy(JSON.stringify(documentWith(revoker)))];
  const context = new RequestContext({ 'aws:username': 'bob' });
  return (call: string, resource: string): boolean => {
    const action = call.includes(':') ? call : `iam:${call}`;
    return evaluate({ action, resource, context }, policies, undefined).kind === 'allowed';
  };
}

describe('the deny policy', () => {
  it.each([
    ['by default', {}],
    ['where nothing is self-service', { selfService: [] }],
  ])('denies all of IAM %s', (_, revoker) => {
    expect(documentWith(revoker)).toBe(DENY_IAM);
  });

  it('keeps within the size of a managed policy with every call spared', () => {
    const document = documentWith({ denySparesSelfService: true, selfService: SELF_SERVICE });
    expect(JSON.stringify(document).replaceAll(/\s/g, '').length).toBeLessThan(6144);
  });
});

describe('what a revoked user may do where the deny spares every self-service call', () => {
  const sparing = { denySparesSelfService: true };
  const spared = mayWith({ ...sparing, selfService: SELF_SERVICE });
  const onUsers = SELF_SERVICE.filter((call) => !ON_THE_ACCOUNT.includes(call) && !call.endsWith('VirtualMFADevice'));

  it.each(onUsers)('%s: on oneself, and on nobody else', (call) => {
    expect(OWN.map((arn) => spared(call, arn))).toEqual([true, true]);
    expect(OTHERS.map((arn) => spared(call, arn))).toEqual(OTHERS.map(() => false));
  });

  it.each(ON_THE_ACCOUNT)('%s, where it is spared and not where it is not', (call) => {
    expect(spared(call, '*')).toBe(true);
    const others = ON_THE_ACCOUNT.filter((one) => one !== call);
    expect(mayWith({ ...sparing, selfService: others })(call, '*')).toBe(false);
    expect(mayWith(sparing)(call, '*')).toBe(false);
  });

  it('makes a virtual device of any name, and deletes no other than the own', () => {
    expect([MFA.own, MFA.other].map((arn) => spared('CreateVirtualMFADevice', arn))).toEqual([true, true]);
    expect([MFA.own, MFA.other].map((arn) => spared('DeleteVirtualMFADevice', arn))).toEqual([true, false]);
    expect([MFA.own, MFA.other].map((arn) => mayWith(sparing)('DeleteVirtualMFADevice', arn))).toEqual([true, false]);
  });

  it.each([
    ...['ListUsers', 'ListGroups', 'ListRoles', 'ListPolicies', 'ListAccessKeys', 'ListAttachedUserPolicies'],
    ...['GetAccountAuthorizationDetails', 'GetAccessKeyLastUsed', 'GetCredentialReport', 'GenerateCredentialReport'],
    ...['CreateAccountAlias', 'DeleteAccountPasswordPolicy', 'UpdateAccountPasswordPolicy'],
    ...['SetSecurityTokenServicePreferences', 'EnableOrganizationsRootSessions', 'ACallOfNextYear', 'ZapEverything'],
  ])('nothing else on the account, such as %s', (call) => {
    expect(spared(call, '*')).toBe(false);
  });

  it.each([
    'AttachUserPolicy',
    'DetachUserPolicy',
    'PutUserPolicy',
    'CreateLoginProfile',
    'DeleteUser',
    'TagMFADevice',
  ])('nothing that is no self-service, such as %s', (call) => {
    const arns = [...OWN, ...OTHERS, MFA.own, MFA.other, 'arn:aws:iam::111122223333:role/admin', '*'];
    expect(arns.filter((arn) => spared(call, arn))).toEqual([]);
  });

  it.each([
    ['s3:GetObject', 'arn:aws:s3:::bucket/key'],
    ['s3:ListAllMyBuckets', '*'],
    ['sts:AssumeRole', 'arn:aws:iam::111122223333:role/admin'],
    ['sts:AssumeRole', OWN[0]],
  ])('everything in other services, such as %s on %s', (action, arn) => {
    expect(spared(action, arn)).toBe(true);
  });
});
