import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  DeleteUserPermissionsBoundaryCommand,
  DetachUserPolicyCommand,
  GetUserCommand,
  ListUsersCommand,
  PutUserPermissionsBoundaryCommand,
  RemoveUserFromGroupCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import type { Credentials } from '../../src/embedded-account/iam/access/caller';
import { anAccount, iamOf, stopAccounts } from './support/accounts';

const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
const inline = (statement: object) => ({
  only: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Resource: '*', ...statement }] }),
});

let account: EmbeddedAccount;

beforeEach(async () => {
  account = await anAccount();
});
afterEach(stopAccounts);

/** What becomes of a call: `done`, or the name of the error. */
async function outcomeOf(answer: Promise<unknown>): Promise<string> {
  return answer.then(
    () => 'done',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
}
const list = (credentials: Credentials) => outcomeOf(iamOf(account, credentials).send(new ListUsersCommand({})));

describe('who may call', () => {
  it('refuses a user without permissions in the words of AWS', async () => {
    const bob = account.addUser({ name: 'bob' });
    await expect(iamOf(account, bob.credentials).send(new GetUserCommand({ UserName: 'bob' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        `User: ${bob.arn} is not authorized to perform: iam:GetUser on resource: ${bob.arn} ` +
        'because no identity-based policy allows the iam:GetUser action',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('lets Root call, whatever is denied to others', async () => {
    expect(await list(account.root)).toBe('done');
  });

  it('gives a member what the group has', async () => {
    account.addGroup({ name: 'ops', policies: [ADMIN] });
    expect(await list(account.addUser({ name: 'bob', groups: ['ops'] }).credentials)).toBe('done');
  });

  it('bounds a user by the boundary', async () => {
    const boundary = account.addPolicy({
      name: 'no-iam',
      document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] },
    });
    const bob = account.addUser({ name: 'bob', policies: [ADMIN], boundary });
    await expect(iamOf(account, bob.credentials).send(new ListUsersCommand({}))).rejects.toThrow(
      'no permissions boundary allows',
    );
  });

  it.each([
    ['an unknown key', { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' }],
    ['a session without its token', undefined],
  ])('refuses %s', async (_, credentials) => {
    const { accessKeyId, secretAccessKey } = account.sessionOf(
      account.addUser({ name: 'bob', policies: [ADMIN] }).name,
    );
    expect(await list(credentials ?? { accessKeyId, secretAccessKey })).toBe('InvalidClientTokenId');
  });

  it('refuses a key that was made inactive', async () => {
    const bob = account.addUser({ name: 'bob', policies: [ADMIN] });
    const AccessKeyId = bob.credentials.accessKeyId;
    expect(await list(bob.credentials)).toBe('done');
    await iamOf(account, account.root).send(
      new UpdateAccessKeyCommand({ UserName: 'bob', AccessKeyId, Status: 'Inactive' }),
    );
    expect(await list(bob.credentials)).toBe('InvalidClientTokenId');
  });

  it.each([
    ['GetSessionToken', () => account.sessionOf('bob')],
    ['GetFederationToken', () => account.federate('guest', 'bob')],
  ])('binds a session of %s by the deny on its user', async (_, session) => {
    account.addUser({ name: 'bob', policies: [ADMIN] });
    expect(await list(session())).toBe('done');
    await iamOf(account, account.root).send(new AttachUserPolicyCommand({ UserName: 'bob', PolicyArn: DENY_ALL }));
    account.clock.advance(4000);
    expect(await list(session())).toBe('AccessDenied');
  });

  it.each([
    ['the policy the condition names', DENY_ALL, 'done'],
    ['another policy', ADMIN, 'AccessDenied'],
  ])('lets a caller attach %s by iam:PolicyARN', async (_, PolicyArn, expected) => {
    const condition = { Condition: { ArnEquals: { 'iam:PolicyARN': DENY_ALL } } };
    const guard = account.addUser({ name: 'guard', inline: inline({ Action: 'iam:AttachUserPolicy', ...condition }) });
    const call = new AttachUserPolicyCommand({ UserName: 'guard', PolicyArn });
    expect(await outcomeOf(iamOf(account, guard.credentials).send(call))).toBe(expected);
  });

  it('asks for the requested boundary on Put, and for the one in place on Delete', async () => {
    const condition = { Condition: { ArnEquals: { 'iam:PermissionsBoundary': DENY_ALL } } };
    const guard = account.addUser({
      name: 'guard',
      inline: inline({ Action: 'iam:*PermissionsBoundary', ...condition }),
    });
    account.addUser({ name: 'bob', boundary: ADMIN });
    const client = iamOf(account, guard.credentials);
    const put = (PermissionsBoundary: string) =>
      outcomeOf(client.send(new PutUserPermissionsBoundaryCommand({ UserName: 'bob', PermissionsBoundary })));
    const remove = () => outcomeOf(client.send(new DeleteUserPermissionsBoundaryCommand({ UserName: 'bob' })));
    expect(await remove()).toBe('AccessDenied');
    expect(await put(ADMIN)).toBe('AccessDenied');
    expect(await put(DENY_ALL)).toBe('done');
    expect(await remove()).toBe('done');
  });

  it('authorises on the ARN with the path the user really has', async () => {
    const Resource = `arn:aws:iam::${account.accountId}:user/team/*`;
    const guard = account.addUser({ name: 'guard', inline: inline({ Action: 'iam:GetUser', Resource }) });
    account.addUser({ name: 'inside', path: '/team/' });
    account.addUser({ name: 'outside' });
    const get = (UserName: string) =>
      outcomeOf(iamOf(account, guard.credentials).send(new GetUserCommand({ UserName })));
    expect([await get('inside'), await get('outside')]).toEqual(['done', 'AccessDenied']);
  });

  it('says so when a deny holds a condition it does not understand', async () => {
    const odd = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Condition: { Bool: { 'aws:Moon': 'true' } } }],
    });
    const bob = account.addUser({ name: 'bob', policies: [ADMIN], inline: { odd } });
    await expect(iamOf(account, bob.credentials).send(new ListUsersCommand({}))).rejects.toThrow(
      'aws:Moon is not known',
    );
  });
});

describe('the propagation lag', () => {
  it.each([
    ['an attached deny', () => asRoot().send(new AttachUserPolicyCommand({ UserName: 'bob', PolicyArn: DENY_ALL }))],
    [
      'a boundary',
      () => asRoot().send(new PutUserPermissionsBoundaryCommand({ UserName: 'bob', PermissionsBoundary: DENY_ALL })),
    ],
    [
      'a membership taken away',
      () => asRoot().send(new RemoveUserFromGroupCommand({ UserName: 'bob', GroupName: 'ops' })),
    ],
  ])('lets the user act until 4 s after %s', async (_, change) => {
    account.addGroup({ name: 'ops', policies: [ADMIN] });
    const bob = account.addUser({ name: 'bob', groups: ['ops'] });
    await change();
    account.clock.advance(3999);
    expect(await list(bob.credentials)).toBe('done');
    account.clock.advance(1);
    expect(await list(bob.credentials)).toBe('AccessDenied');
  });

  it('lets a user detach a fresh deny, which then never binds', async () => {
    const bob = account.addUser({ name: 'bob', policies: [ADMIN] });
    await asRoot().send(new AttachUserPolicyCommand({ UserName: 'bob', PolicyArn: DENY_ALL }));
    account.clock.advance(1000);
    const own = iamOf(account, bob.credentials);
    expect(await outcomeOf(own.send(new DetachUserPolicyCommand({ UserName: 'bob', PolicyArn: DENY_ALL })))).toBe(
      'done',
    );
    account.clock.advance(10_000);
    expect(await list(bob.credentials)).toBe('done');
  });

  it('makes a new membership wait as well', async () => {
    account.addGroup({ name: 'ops', policies: [ADMIN] });
    const bob = account.addUser({ name: 'bob' });
    await asRoot().send(new AddUserToGroupCommand({ UserName: 'bob', GroupName: 'ops' }));
    expect(await list(bob.credentials)).toBe('AccessDenied');
    account.clock.advance(4000);
    expect(await list(bob.credentials)).toBe('done');
  });
});

/** Root does it, whom no lag concerns. */
const asRoot = () => iamOf(account, account.root);
