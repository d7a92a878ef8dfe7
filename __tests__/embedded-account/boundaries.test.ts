import {
  CreateRoleCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteUserPermissionsBoundaryCommand,
  GetAccountAuthorizationDetailsCommand,
  GetRoleCommand,
  GetUserCommand,
  ListUsersCommand,
  PutRolePermissionsBoundaryCommand,
  PutUserPermissionsBoundaryCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import type { Credentials } from '../../src/embedded-account/iam/access/caller';
import { anAccount, iamOf, stopAccounts } from './support/accounts';
import { outcomeOf } from './support/outcome';

const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const allowing = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});

let account: EmbeddedAccount;
let iam: IAMClient;
let boundary: string;

beforeEach(async () => {
  account = await anAccount();
  iam = iamOf(account, account.root);
  boundary = account.addPolicy({ name: 'p-boundary-1', path: '/p/', document: allowing('s3:*') });
});
afterEach(stopAccounts);

/** The same calls for a user and for a role. */
const OF = {
  user: {
    put: (PermissionsBoundary: string) =>
      iam.send(new PutUserPermissionsBoundaryCommand({ UserName: 'etl', PermissionsBoundary })),
    remove: () => iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName: 'etl' })),
    get: async () => (await iam.send(new GetUserCommand({ UserName: 'etl' }))).User?.PermissionsBoundary,
  },
  role: {
    put: (PermissionsBoundary: string) =>
      iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: 'etl', PermissionsBoundary })),
    remove: () => iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: 'etl' })),
    get: async () => (await iam.send(new GetRoleCommand({ RoleName: 'etl' }))).Role?.PermissionsBoundary,
  },
};

describe.each(['user', 'role'] as const)('the boundary of a %s', (kind) => {
  const { put, remove, get } = OF[kind];
  beforeEach(() => {
    account.addUser({ name: 'etl' });
    account.addRole({ name: 'etl' });
  });

  it('is put, replaced in silence and taken away', async () => {
    expect(await get()).toBeUndefined();
    await put(ADMIN);
    await put(boundary);
    expect(await get()).toEqual({ PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary });
    await remove();
    expect(await get()).toBeUndefined();
  });

  it('shows in the inventory at once', async () => {
    await put(boundary);
    const { UserDetailList = [], RoleDetailList = [] } = await iam.send(new GetAccountAuthorizationDetailsCommand({}));
    const one = kind === 'user' ? UserDetailList : RoleDetailList;
    expect(one.at(-1)?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(boundary);
  });

  it.each([
    ['a policy that is not there', 'arn:aws:iam::111122223333:policy/p/gone', 'NoSuchEntityException'],
    ['a text that is no ARN', 'p-boundary-1-of-this-account', 'InvalidInputException'],
    ['the ARN of a user', 'arn:aws:iam::111122223333:user/etl', 'InvalidInputException'],
    [
      'a policy for service-linked roles',
      'arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy',
      'PolicyNotAttachableException',
    ],
  ])('is never %s', async (_, arn, error) => {
    expect(await outcomeOf(put(arn))).toContain(error);
    expect(await get()).toBeUndefined();
  });

  it('cannot be taken away where none stands', async () => {
    expect(await outcomeOf(remove())).toContain('NoSuchEntityException');
  });

  it('keeps its policy from being deleted', async () => {
    await put(boundary);
    const deletion = () => outcomeOf(iam.send(new DeletePolicyCommand({ PolicyArn: boundary })));
    expect(await deletion()).toContain('DeleteConflictException');
    await remove();
    expect(await deletion()).toBe('done');
  });

  it('is written down by CloudTrail, going and coming', async () => {
    await put(boundary);
    await remove();
    const word = kind === 'user' ? 'User' : 'Role';
    const name = kind === 'user' ? { userName: 'etl' } : { roleName: 'etl' };
    expect(account.events().map(({ detail }) => detail)).toMatchObject([
      {
        eventName: `Put${word}PermissionsBoundary`,
        requestParameters: { ...name, permissionsBoundary: boundary },
        readOnly: false,
      },
      { eventName: `Delete${word}PermissionsBoundary`, requestParameters: name, readOnly: false },
    ]);
  });
});

describe('roles that only AWS changes', () => {
  it.each(['/aws-service-role/support.amazonaws.com/', '/aws-reserved/sso.amazonaws.com/eu-west-1/'])(
    'take no boundary below %s and lose none',
    async (path) => {
      account.addRole({ name: 'etl', path });
      const refused = "UnmodifiableEntityException: Cannot perform the operation on the protected role 'etl'";
      expect(await outcomeOf(OF.role.put(boundary))).toContain(refused);
      expect(await outcomeOf(OF.role.remove())).toContain(refused);
    },
  );
});

describe('a boundary from birth', () => {
  const trust = JSON.stringify({ Version: '2012-10-17', Statement: [] });

  it('binds a role and a user that are created with one', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'etl', PermissionsBoundary: boundary }));
    const made = new CreateRoleCommand({
      RoleName: 'etl',
      AssumeRolePolicyDocument: trust,
      PermissionsBoundary: boundary,
    });
    const { Role } = await iam.send(made);
    expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(boundary);
    expect([await OF.user.get(), await OF.role.get()]).toMatchObject([
      { PermissionsBoundaryArn: boundary },
      { PermissionsBoundaryArn: boundary },
    ]);
  });

  it('makes nobody where the policy is not there', async () => {
    const PermissionsBoundary = 'arn:aws:iam::111122223333:policy/p/gone';
    const made = new CreateUserCommand({ UserName: 'etl', PermissionsBoundary });
    expect(await outcomeOf(iam.send(made))).toContain('NoSuchEntityException');
    expect(await outcomeOf(OF.user.get())).toContain('NoSuchEntityException');
  });
});

describe('who is bound', () => {
  const list = (credentials: Credentials) => outcomeOf(iamOf(account, credentials).send(new ListUsersCommand({})));
  beforeEach(() => {
    account.addRole({ name: 'etl', policies: [ADMIN] });
  });

  it('is every session of a role, those issued before too, once the change has spread', async () => {
    const before = account.assumeRole('etl', 'before');
    await OF.role.put(boundary);
    account.clock.advance(3999);
    expect(await list(before)).toBe('done');
    account.clock.advance(1);
    expect(await list(before)).toContain('no permissions boundary allows the iam:ListUsers action');
    expect(await list(account.assumeRole('etl', 'after'))).toContain('AccessDenied');
  });

  it('stays bound by the old text until the new one has spread, even where the old policy is deleted', async () => {
    const old = account.addPolicy({ name: 'p-boundary-2', path: '/p/', document: allowing('iam:ListUsers') });
    await OF.role.put(old);
    account.clock.advance(4000);
    await OF.role.put(boundary);
    await iam.send(new DeletePolicyCommand({ PolicyArn: old }));
    const session = account.assumeRole('etl', 'one');
    expect(await list(session)).toBe('done');
    account.clock.advance(4000);
    expect(await list(session)).toContain('AccessDenied');
  });

  it('is free again as late as it was bound', async () => {
    await OF.role.put(boundary);
    account.clock.advance(4000);
    await OF.role.remove();
    const session = account.assumeRole('etl', 'one');
    account.clock.advance(3999);
    expect(await list(session)).toContain('AccessDenied');
    account.clock.advance(1);
    expect(await list(session)).toBe('done');
  });

  it('is allowed nothing by a boundary whose policy never was', async () => {
    const bob = account.addUser({ name: 'bob', policies: [ADMIN], boundary: 'arn:aws:iam::111122223333:policy/none' });
    expect(await list(bob.credentials)).toContain('no permissions boundary allows');
  });
});

describe('iam:PermissionsBoundary', () => {
  const guardOf = (Action: string) =>
    account.addUser({
      name: 'guard',
      inline: {
        only: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              ...{ Effect: 'Allow', Action, Resource: '*' },
              Condition: { ArnLike: { 'iam:PermissionsBoundary': `arn:aws:iam::${account.accountId}:policy/p/*` } },
            },
          ],
        }),
      },
    });

  it.each([
    ['a boundary of the path over a foreign one', ADMIN, true, 'done'],
    ['a foreign boundary over one of the path', undefined, false, 'AccessDenied'],
  ])('is the new boundary where a role is given %s', async (_, stands, isOwn, expected) => {
    account.addRole({ name: 'etl', boundary: stands ?? boundary });
    const client = iamOf(account, guardOf('iam:PutRolePermissionsBoundary').credentials);
    const call = new PutRolePermissionsBoundaryCommand({
      RoleName: 'etl',
      PermissionsBoundary: isOwn ? boundary : ADMIN,
    });
    expect(await outcomeOf(client.send(call))).toContain(expected);
  });

  it.each([
    ['of the path', true, 'done'],
    ['of somebody else', false, 'AccessDenied'],
  ])('is the boundary that stands where a role is to lose one %s', async (_, isOwn, expected) => {
    account.addRole({ name: 'etl', boundary: isOwn ? boundary : ADMIN });
    const client = iamOf(account, guardOf('iam:DeleteRolePermissionsBoundary').credentials);
    const call = new DeleteRolePermissionsBoundaryCommand({ RoleName: 'etl' });
    expect(await outcomeOf(client.send(call))).toContain(expected);
  });

  it('is absent where no boundary stands, so that nothing may be taken away', async () => {
    account.addRole({ name: 'etl' });
    const client = iamOf(account, guardOf('iam:DeleteRolePermissionsBoundary').credentials);
    const call = new DeleteRolePermissionsBoundaryCommand({ RoleName: 'etl' });
    expect(await outcomeOf(client.send(call))).toContain('AccessDenied');
  });
});
