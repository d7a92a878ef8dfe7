import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreatePolicyVersionCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DeleteUserCommand,
  DetachUserPolicyCommand,
  GetGroupCommand,
  GetLoginProfileCommand,
  GetPolicyVersionCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  ListAttachedUserPoliciesCommand,
  ListUsersCommand,
  NoSuchEntityException,
  paginateListUsers,
  PutUserPolicyCommand,
  TagUserCommand,
  UpdateLoginProfileCommand,
  UpdateUserCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { anAccount, iamOf, stopAccounts } from './support/accounts';

const NOTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] };
const POLICY = JSON.stringify(NOTHING);

let account: EmbeddedAccount;
let iam: IAMClient;

beforeEach(async () => {
  account = await anAccount();
  iam = iamOf(account, account.root);
});
afterEach(stopAccounts);

const errorOf = async (answer: Promise<unknown>): Promise<unknown> =>
  answer.then(
    () => 'no error',
    (error: unknown) => error,
  );
const attach = (UserName: string, PolicyArn: string) => iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
const policies = (count: number) =>
  Array.from({ length: count }, (_, index) => account.addPolicy({ name: `policy-${index}`, document: NOTHING }));

describe('IAM over the wire', () => {
  it('refuses to look for a user whose name none can have', async () => {
    await expect(iam.send(new GetUserCommand({ UserName: 'a name' }))).rejects.toThrow('userName is invalid');
  });

  it('answers a missing user as the SDK knows it', async () => {
    const error = await errorOf(iam.send(new GetUserCommand({ UserName: 'nobody' })));
    expect(error).toBeInstanceOf(NoSuchEntityException);
    expect(error).toMatchObject({ name: 'NoSuchEntityException', $metadata: { httpStatusCode: 404 } });
  });

  it.each([
    [
      'a taken name in other letters',
      () => iam.send(new CreateUserCommand({ UserName: 'BOB' })),
      'EntityAlreadyExistsException',
      409,
    ],
    [
      'a third access key',
      () => iam.send(new CreateAccessKeyCommand({ UserName: 'bob' })),
      'LimitExceededException',
      409,
    ],
    [
      'the deletion of a user who has keys',
      () => iam.send(new DeleteUserCommand({ UserName: 'bob' })),
      'DeleteConflictException',
      409,
    ],
    ['a user name with a blank', () => iam.send(new CreateUserCommand({ UserName: 'a b' })), 'ValidationError', 400],
    [
      'a tag with a percent sign',
      () => iam.send(new TagUserCommand({ UserName: 'bob', Tags: [{ Key: 'a', Value: '45%' }] })),
      'ValidationError',
      400,
    ],
    [
      'an inline policy that is no policy',
      () =>
        iam.send(
          new PutUserPolicyCommand({ UserName: 'bob', PolicyName: 'p', PolicyDocument: '{"Version":"2012-10-17"}' }),
        ),
      'MalformedPolicyDocumentException',
      400,
    ],
    [
      'a policy that is not attached',
      () =>
        iam.send(new DetachUserPolicyCommand({ UserName: 'bob', PolicyArn: 'arn:aws:iam::aws:policy/IAMFullAccess' })),
      'NoSuchEntityException',
      404,
    ],
    [
      'a version of a policy of AWS',
      () =>
        iam.send(
          new CreatePolicyVersionCommand({
            PolicyArn: 'arn:aws:iam::aws:policy/IAMFullAccess',
            PolicyDocument: POLICY,
          }),
        ),
      'AccessDenied',
      403,
    ],
  ])('refuses %s', async (_, call, name, httpStatusCode) => {
    account.addUser({ name: 'bob' });
    await iam.send(new CreateAccessKeyCommand({ UserName: 'bob' }));
    const error = await errorOf(call());
    expect(error).toMatchObject({ name, $metadata: { httpStatusCode } });
  });

  it('attaches ten policies and refuses the eleventh, but not one of the ten again', async () => {
    account.addUser({ name: 'bob', policies: policies(10) });
    expect(await errorOf(attach('bob', 'arn:aws:iam::aws:policy/AWSDenyAll'))).toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for PoliciesPerUser: 10',
    });
    expect(await errorOf(attach('bob', `arn:aws:iam::${account.accountId}:policy/policy-3`))).toBe('no error');
  });

  it('counts inline policies together and without white space', async () => {
    account.addUser({ name: 'bob' });
    const ofSize = (size: number) => {
      const text = (Sid: string) => JSON.stringify({ ...NOTHING, Statement: [{ ...NOTHING.Statement[0], Sid }] });
      return `${text('x'.repeat(size - text('').length))}${' '.repeat(500)}`;
    };
    const put = (PolicyName: string, size: number) =>
      errorOf(iam.send(new PutUserPolicyCommand({ UserName: 'bob', PolicyName, PolicyDocument: ofSize(size) })));
    expect(await put('one', 1024)).toBe('no error');
    expect(await put('two', 1025)).toMatchObject({ name: 'LimitExceededException' });
    expect(await put('two', 1024)).toBe('no error');
  });

  it.each(['attached', 'bounding'])('does not delete a policy that is %s', async (use) => {
    const [PolicyArn = ''] = policies(1);
    account.addUser({ name: 'bob', ...(use === 'attached' ? { policies: [PolicyArn] } : { boundary: PolicyArn }) });
    expect(await errorOf(iam.send(new DeletePolicyCommand({ PolicyArn })))).toMatchObject({
      name: 'DeleteConflictException',
    });
  });

  it('gives a user another password, and keeps what is left out', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'carol' }));
    const update = new UpdateLoginProfileCommand({ UserName: 'carol', PasswordResetRequired: true });
    await expect(iam.send(update)).rejects.toThrow('Login Profile for User carol cannot be found');
    await iam.send(new CreateLoginProfileCommand({ UserName: 'carol', Password: 'first secret 1 A' }));
    await iam.send(update);
    await iam.send(new UpdateLoginProfileCommand({ UserName: 'carol', Password: 'second secret 2 B' }));
    const { LoginProfile } = await iam.send(new GetLoginProfileCommand({ UserName: 'carol' }));
    expect(LoginProfile).toMatchObject({ UserName: 'carol', PasswordResetRequired: true });
  });

  it('answers documents percent-encoded', async () => {
    const inline = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}';
    account.addUser({ name: 'bob', inline: { p: inline } });
    const [PolicyArn = ''] = policies(1);
    const { PolicyDocument } = await iam.send(new GetUserPolicyCommand({ UserName: 'bob', PolicyName: 'p' }));
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
    expect(PolicyDocument).toContain('s3%3A%2A');
    expect(decodeURIComponent(PolicyDocument ?? '')).toBe(inline);
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(POLICY);
  });

  it('pages', async () => {
    for (let index = 0; index < 7; index += 1) account.addUser({ name: `user-${index}` });
    const first = await iam.send(new ListUsersCommand({ MaxItems: 3 }));
    expect(first).toMatchObject({ IsTruncated: true });
    const names: (string | undefined)[] = [];
    for await (const { Users = [] } of paginateListUsers({ client: iam, pageSize: 3 }, {})) {
      expect(Users.length).toBeLessThanOrEqual(3);
      names.push(...Users.map(({ UserName }) => UserName));
    }
    expect(names).toEqual(['admin', ...Array.from({ length: 7 }, (_, index) => `user-${index}`)]);
  });

  it('gives ids in AWS shapes and never one twice, not even to the same name', async () => {
    const create = async () => (await iam.send(new CreateUserCommand({ UserName: 'eve', Path: '/x/' }))).User;
    const first = await create();
    await iam.send(new DeleteUserCommand({ UserName: 'eve' }));
    const second = await create();
    expect(first?.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/);
    expect(first?.Arn).toBe(`arn:aws:iam::${account.accountId}:user/x/eve`);
    expect(second?.UserId).not.toBe(first?.UserId);
  });

  it('keeps the id and the memberships of a user who is renamed', async () => {
    const bob = account.addUser({ name: 'bob' });
    await iam.send(new CreateGroupCommand({ GroupName: 'team' }));
    await iam.send(new AddUserToGroupCommand({ GroupName: 'TEAM', UserName: 'Bob' }));
    await iam.send(new UpdateUserCommand({ UserName: 'bob', NewUserName: 'robert', NewPath: '/new/' }));
    const { Users } = await iam.send(new GetGroupCommand({ GroupName: 'team' }));
    expect(Users).toMatchObject([{ UserId: bob.id, UserName: 'robert', Path: '/new/' }]);
  });

  it('answers attachments as old as the account is told to', async () => {
    const lagging = await anAccount({ readLagMs: 1000 });
    lagging.addUser({ name: 'bob' });
    const client = iamOf(lagging, lagging.root);
    await client.send(
      new AttachUserPolicyCommand({ UserName: 'bob', PolicyArn: 'arn:aws:iam::aws:policy/AWSDenyAll' }),
    );
    const attached = async () =>
      (await client.send(new ListAttachedUserPoliciesCommand({ UserName: 'bob' }))).AttachedPolicies;
    expect(await attached()).toEqual([]);
    lagging.clock.advance(1000);
    expect(await attached()).toHaveLength(1);
  });

  it('throttles as IAM does', async () => {
    const busy = await anAccount({ iamCallsPerSecond: 2 });
    const client = iamOf(busy, busy.root);
    const answers = await Promise.all(Array.from({ length: 5 }, () => errorOf(client.send(new ListUsersCommand({})))));
    expect(answers).toContainEqual(
      expect.objectContaining({
        name: 'Throttling',
        $metadata: expect.objectContaining({ httpStatusCode: 400 }) as unknown,
      }),
    );
    expect(answers).toContain('no error');
  });

  it('is the same account again from the same seed', async () => {
    const [one, other, another] = [
      await anAccount({ seed: 's' }),
      await anAccount({ seed: 's' }),
      await anAccount({ seed: 't' }),
    ];
    const ids = [one, other, another].map((each) => each.addUser({ name: 'bob' }).id);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });
});
