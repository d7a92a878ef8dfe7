import { protectionOf, type Protectable, type ProtectionRules } from '../../../src/domain/identity/protected';

const ACCOUNT = '111122223333';
const OTHER = '999988887777';
const iam = (account: string, rest: string) => `arn:aws:iam::${account}:${rest}`;

const rules: ProtectionRules = {
  protectedArns: [iam(ACCOUNT, 'user/break-glass')],
  deploymentRoleArn: iam(ACCOUNT, 'role/deployer'),
  ownRoles: { path: '/iam-guardrails/', names: ['iam-guardrails-revoker'] },
  controlAccountIds: [OTHER],
};

const aRole = (overrides: Partial<Protectable> = {}): Protectable => ({
  kind: 'role',
  accountId: ACCOUNT,
  arn: iam(ACCOUNT, 'role/etl'),
  name: 'etl',
  path: '/',
  ...overrides,
});

const trusting = (...principals: readonly unknown[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: principals.map((Principal) => ({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' })),
  });

describe('protectionOf', () => {
  it.each([
    ['a service-linked role', aRole({ path: '/aws-service-role/ecs.amazonaws.com/' }), 'service-linked-role'],
    ['a role of Identity Center', aRole({ path: '/aws-reserved/sso.amazonaws.com/' }), 'identity-center-role'],
    ['one of a Region', aRole({ path: '/aws-reserved/sso.amazonaws.com/eu-west-1/' }), 'identity-center-role'],
    ["the project's own role", aRole({ path: '/iam-guardrails/', name: 'iam-guardrails-revoker' }), 'own-role'],
    ["the project's own group", aRole({ kind: 'group', path: '/iam-guardrails/bridge/' }), 'own-group'],
    ['a group elsewhere', aRole({ kind: 'group', path: '/iam-guardrails-too/' }), undefined],
    ['the role that deploys', aRole({ arn: iam(ACCOUNT, 'role/deployer') }), 'deployment-role'],
    [
      'a user named in the settings',
      aRole({ kind: 'user', arn: iam(ACCOUNT, 'user/break-glass') }),
      'protected-by-setting',
    ],
    ['an ordinary role', aRole(), undefined],
    ['a service role, which customers make', aRole({ path: '/service-role/' }), undefined],
    ['a name of ours on another path', aRole({ name: 'iam-guardrails-revoker' }), undefined],
    ['another name on our path', aRole({ path: '/iam-guardrails/', name: 'mine' }), undefined],
    ['a user on a reserved path', aRole({ kind: 'user', path: '/aws-service-role/x/' }), undefined],
    ['a name like a protected one', aRole({ kind: 'user', arn: iam(ACCOUNT, 'user/x/break-glass') }), undefined],
  ])('of %s', (_, found, expected) => {
    expect(protectionOf(found, rules)).toBe(expected);
  });

  it.each([
    'AWSControlTowerExecution',
    'aws-controltower-ConfigRecorderRole',
    'stacksets-exec-0123456789abcdef',
    'OrganizationAccountAccessRole',
    'AWSCloudFormationStackSetExecutionRole',
  ])('knows %s, which another account governs by', (name) => {
    const trust = trusting({ AWS: iam(OTHER, 'root') });
    expect(protectionOf(aRole({ name, trust }), rules)).toBe('aws-control-role');
    expect(protectionOf(aRole({ name, kind: 'user', trust }), rules)).toBeUndefined();
  });

  it.each([
    ['another account by its id', trusting({ AWS: OTHER }), true],
    ['a role session of another account', trusting({ AWS: `arn:aws:sts::${OTHER}:assumed-role/a/b` }), true],
    ['another account, URL-encoded', encodeURIComponent(trusting({ AWS: iam(OTHER, 'root') })), true],
    ['another account, and somebody deleted', trusting({ AWS: [OTHER, 'AROAEXAMPLE0000000001'] }), true],
    ['this account', trusting({ AWS: iam(ACCOUNT, 'root') }), false],
    ['a user of this account beside a service', trusting({ Service: 'a.b' }, { AWS: iam(ACCOUNT, 'user/x') }), false],
    ['this account by its id', trusting({ AWS: [OTHER, ACCOUNT] }), false],
    ['anybody', trusting('*'), false],
    ['anybody of AWS', trusting({ AWS: '*' }), false],
    ['an identity provider', trusting({ Federated: iam(ACCOUNT, 'saml-provider/x') }, { AWS: OTHER }), false],
    ['somebody deleted alone', trusting({ AWS: 'AROAEXAMPLE0000000001' }), false],
    ['nobody', trusting(), false],
    ['all but one', JSON.stringify({ Statement: { Effect: 'Allow', NotPrincipal: { AWS: OTHER } } }), false],
    [
      'nobody of this account, by a deny',
      trusting({ AWS: OTHER }).replace(']', `,{"Effect":"Deny","Principal":"*"}]`),
      true,
    ],
  ])('tells by the trust policy whether a control role is one: it trusts %s', (_, trust, expected) => {
    const found = protectionOf(aRole({ name: 'OrganizationAccountAccessRole', trust }), rules);
    expect(found === 'aws-control-role').toBe(expected);
  });

  it.each([
    ['an account that the settings do not name', trusting({ AWS: iam('666666666666', 'root') })],
    ['one of these beside one that they name', trusting({ AWS: [OTHER, '666666666666'] })],
    ['a service, to which anybody with iam:PassRole may give the role', trusting({ Service: ['ec2.amazonaws.com'] })],
  ])('leaves a control role alone that trusts %s, and does not take it for proven', (_, trust) => {
    expect(protectionOf(aRole({ name: 'stacksets-exec-evil', trust }), rules)).toBe('unpinned-control-role');
  });

  it('does not protect a control role whose trust policy cannot be read', () => {
    expect(protectionOf(aRole({ name: 'stacksets-exec-1', trust: 'nonsense' }), rules)).toBeUndefined();
  });
});
