import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { anAccount, iamOf, stopAccounts } from './support/accounts';
import { outcomeOf } from './support/outcome';

const RoleName = 'etl';
const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const PolicyDocument = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' }],
});
const inline = { RoleName, PolicyName: 'jobs', PolicyDocument };

let account: EmbeddedAccount;
let iam: IAMClient;

beforeEach(async () => {
  account = await anAccount();
  iam = iamOf(account, account.root);
});
afterEach(stopAccounts);

const attach = (PolicyArn = ADMIN) => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
const detach = () => iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: ADMIN }));
const put = (document = PolicyDocument) => iam.send(new PutRolePolicyCommand({ ...inline, PolicyDocument: document }));
const remove = () => iam.send(new DeleteRolePolicyCommand(inline));
const deletion = () => iam.send(new DeleteRoleCommand({ RoleName }));

describe('a role', () => {
  beforeEach(() => {
    account.addRole({ name: RoleName });
  });

  it('has managed and inline policies, as they were put there', async () => {
    await attach();
    await put();
    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    const { PolicyDocument: text } = await iam.send(new GetRolePolicyCommand(inline));
    expect(AttachedPolicies).toEqual([{ PolicyName: 'AdministratorAccess', PolicyArn: ADMIN }]);
    expect(PolicyNames).toEqual(['jobs']);
    expect(decodeURIComponent(text ?? '')).toBe(PolicyDocument);
  });

  it('may do what its inline policy allows once that has spread, and no longer once it is deleted', async () => {
    const session = iamOf(account, account.assumeRole(RoleName, 'one'));
    const list = () => outcomeOf(session.send(new ListUsersCommand({})));
    await put();
    expect(await list()).toContain('AccessDenied');
    account.clock.advance(4000);
    expect(await list()).toBe('done');
    await remove();
    account.clock.advance(4000);
    expect(await list()).toContain('AccessDenied');
  });

  it('is deleted only without policies, and its sessions end with it', async () => {
    const session = iamOf(account, account.assumeRole(RoleName, 'one'));
    await attach();
    await put();
    expect(await outcomeOf(deletion())).toContain('DeleteConflictException: Cannot delete entity, must detach all');
    await detach();
    expect(await outcomeOf(deletion())).toContain('DeleteConflictException: Cannot delete entity, must delete pol');
    await remove();
    await deletion();
    expect(await outcomeOf(iam.send(new GetRoleCommand({ RoleName })))).toContain('NoSuchEntityException');
    expect(await outcomeOf(session.send(new ListUsersCommand({})))).toContain('InvalidClientTokenId');
  });

  it('has another id where the name is used again', async () => {
    const make = async () => {
      const call = new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: PolicyDocument });
      return (await iam.send(call)).Role?.RoleId;
    };
    await deletion();
    const first = await make();
    await deletion();
    expect(await make()).not.toBe(first);
  });

  it.each([
    ['a policy that is not attached', detach, 'NoSuchEntityException'],
    ['an inline policy that is not there', remove, 'NoSuchEntityException'],
    [
      'an inline policy of more than 10,240 characters',
      () => put(PolicyDocument.replace('Users', 'x'.repeat(10_240))),
      'LimitExceededException',
    ],
    ['a managed policy that is not there', () => attach('arn:aws:iam::111122223333:policy/gone'), 'NoSuchEntity'],
  ])('is refused %s', async (_, call, expected) => {
    expect(await outcomeOf(call())).toContain(expected);
  });

  it('is listed with the others of its path', async () => {
    account.addRole({ name: 'web', path: '/apps/' });
    const { Roles = [] } = await iam.send(new ListRolesCommand({ PathPrefix: '/apps/' }));
    expect(Roles.map((role) => role.RoleName)).toEqual(['web']);
  });
});

describe('a role of AWS', () => {
  it.each([
    ['attach', () => attach()],
    ['detach', detach],
    ['put', () => put()],
    ['delete an inline policy', remove],
    ['delete the role', deletion],
  ])('cannot be changed by anybody: %s', async (_, call) => {
    account.addRole({ name: RoleName, path: '/aws-reserved/sso.amazonaws.com/', policies: [ADMIN] });
    expect(await outcomeOf(call())).toContain('UnmodifiableEntityException');
  });
});

describe('who may change roles', () => {
  it('is asked for the ARN with the path that the role has, and for the policy', async () => {
    account.addRole({ name: RoleName, path: '/jobs/' });
    const statement = {
      ...{ Effect: 'Allow', Action: 'iam:DetachRolePolicy', Resource: `arn:aws:iam::${account.accountId}:role/jobs/*` },
      Condition: { ArnEquals: { 'iam:PolicyARN': ADMIN } },
    };
    const guard = account.addUser({
      name: 'guard',
      inline: { only: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) },
    });
    const client = iamOf(account, guard.credentials);
    const detachAs = (PolicyArn: string) =>
      outcomeOf(client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })));
    await attach();
    expect(await detachAs('arn:aws:iam::aws:policy/IAMFullAccess')).toContain('AccessDenied');
    expect(await detachAs(ADMIN)).toBe('done');
    expect(await outcomeOf(client.send(new DeleteRoleCommand({ RoleName })))).toContain('AccessDenied');
  });
});
