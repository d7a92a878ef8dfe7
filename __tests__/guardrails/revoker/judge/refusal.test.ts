import fc from 'fast-check';
import { refusalOf, resourceOfArn } from '../../../../src/guardrails/revoker/judge/refusal';

const ADA = 'User: arn:aws:iam::111122223333:user/ada is not authorized to perform:';
const BY_NOBODY = 'because no identity-based policy allows the iam:CreateAccessKey action';
const MORE = `${BY_NOBODY}. Go to https://us-east-1.console.aws.amazon.com/iam/home#/authorization-details/x for details`;
const BY_POLICY =
  'with an explicit deny in a service control policy: arn:aws:organizations::111122223333:policy/o-1/p-1';

describe('refusalOf', () => {
  it.each([
    ['a user', `${ADA} iam:CreateAccessKey on resource: user bob ${BY_NOBODY}`, 'user', 'bob'],
    ['a user, as older records say it', `${ADA} iam:CreateAccessKey on resource: user bob`, 'user', 'bob'],
    ['a user, with a link behind it', `${ADA} iam:CreateAccessKey on resource: user bob ${MORE}`, 'user', 'bob'],
    ['a user, denied by a policy', `${ADA} iam:TagUser on resource: user bob ${BY_POLICY}`, 'user', 'bob'],
    ['a user, denied shortly', `${ADA} iam:TagUser on resource: user bob with an explicit deny`, 'user', 'bob'],
    ['a group', `${ADA} iam:AddUserToGroup on resource: group admins with an explicit deny`, 'group', 'admins'],
    ['a role', `${ADA} iam:PutRolePolicy on resource: role app-role ${BY_NOBODY}`, 'role', 'app-role'],
    [
      'an instance profile',
      `${ADA} iam:AddRoleToInstanceProfile on resource: instance profile web ${BY_NOBODY}`,
      'instance profile',
      'web',
    ],
    ['a policy by its name', `${ADA} iam:CreatePolicy on resource: policy mine ${BY_NOBODY}`, 'policy', 'mine'],
    [
      'a user whose name is a word of the sentence',
      `${ADA} iam:TagUser on resource: user because ${BY_NOBODY}`,
      'user',
      'because',
    ],
    ['a user named with', `${ADA} iam:TagUser on resource: user with with an explicit deny`, 'user', 'with'],
    ['a user named user', `${ADA} iam:TagUser on resource: user user ${BY_NOBODY}`, 'user', 'user'],
  ])('reads %s', (_, message, kind, name) => {
    expect(refusalOf(message)?.resource).toEqual({ kind, name, path: '/' });
  });

  it.each([
    ['user/bob', 'user', '/', 'bob', '111122223333'],
    ['user/eu/team/bob', 'user', '/eu/team/', 'bob', '111122223333'],
    [`user/a';touch\${IFS}x;'/bob`, 'user', `/a';touch\${IFS}x;'/`, 'bob', '111122223333'],
    ['mfa/ada', 'mfa', '/', 'ada', '111122223333'],
    ['mfa/eu/ada', 'mfa', '/eu/', 'ada', '111122223333'],
    ['instance-profile/web', 'instance profile', '/', 'web', '111122223333'],
  ])('reads an ARN that ends in %s', (end, kind, path, name, accountId) => {
    const message = `${ADA} iam:DeleteUser on resource: arn:aws:iam::111122223333:${end} ${BY_NOBODY}`;
    expect(refusalOf(message)).toEqual({ action: 'iam:DeleteUser', resource: { kind, path, name, accountId } });
  });

  it('reads an ARN behind a kind, and whose it is', () => {
    const message = `${ADA} iam:GetPolicy on resource: policy arn:aws:iam::aws:policy/service-role/Some ${BY_NOBODY}`;
    expect(refusalOf(message)?.resource).toEqual({
      kind: 'policy',
      path: '/service-role/',
      name: 'Some',
      accountId: 'aws',
    });
  });

  it('names no resource where IAM names none', () => {
    expect(refusalOf(`${ADA} iam:ListUsers on resource: * ${BY_NOBODY}`)).toEqual({ action: 'iam:ListUsers' });
  });

  it.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['another error', 'The user with name bob cannot be found.'],
    ['a throttle', 'Rate exceeded'],
    ['the refusal of another service', `${ADA} sts:AssumeRole on resource: user bob`],
    ['a sentence that goes on otherwise', `${ADA} iam:TagUser on resource: user bob and whoever else is meant`],
    ['a sentence behind something else', `Note. ${ADA} iam:TagUser on resource: user bob`],
    ['no resource', `${ADA} iam:TagUser`],
  ])('knows nothing of %s', (_, message) => {
    expect(refusalOf(message)).toBeUndefined();
  });

  it('reads back every path and name that IAM can have', () => {
    const pathText = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)) });
    const name = fc.stringMatching(/^[\w+=,.@-]{1,64}$/);
    fc.assert(
      fc.property(pathText, name, fc.constantFrom(BY_NOBODY, BY_POLICY, 'with an explicit deny'), (text, who, tail) => {
        const path = text === '' ? '/' : `/${text}/`;
        const message = `${ADA} iam:TagUser on resource: arn:aws:iam::111122223333:user${path}${who} ${tail}`;
        expect(refusalOf(message)?.resource).toMatchObject({ kind: 'user', name: who });
        expect(refusalOf(`${ADA} iam:TagUser on resource: user ${who} ${tail}`)?.resource).toMatchObject({ name: who });
      }),
    );
  });
});

describe('resourceOfArn', () => {
  it.each(['', 'GAHT12345678', 'mfa/ada', 'arn:aws:iam::111122223333:root', 'arn:aws:sts::111122223333:mfa/ada'])(
    'is nothing of %j',
    (text) => {
      expect(resourceOfArn(text)).toBeUndefined();
    },
  );
});

it('a refusal that may have been cut names nobody for sure', () => {
  const user = `arn:aws:iam::111122223333:user/${'p'.repeat(900)}/al`;
  const cut = `User: ${user} is not authorized to perform: iam:CreateAccessKey on resource: user al`;
  expect(cut.length).toBeGreaterThanOrEqual(1_000);
  expect(refusalOf(cut)).toBeUndefined();
  const [begin, end] = [
    'User: arn:aws:iam::111122223333:user/',
    '/al is not authorized to perform: iam:TagUser on resource: user al',
  ];
  const long = (length: number) => `${begin}${'p'.repeat(length - begin.length - end.length)}${end}`;
  expect(refusalOf(long(1_000))).toBeUndefined();
  expect(refusalOf(long(999))).toMatchObject({ resource: { kind: 'user', name: 'al' } });
  expect(refusalOf(`${cut} because no identity-based policy allows it`)).toBeDefined();
});
