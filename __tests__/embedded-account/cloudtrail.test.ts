import {
  AttachUserPolicyCommand,
  ChangePasswordCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  GetUserCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { anAccount, iamOf, stopAccounts } from './support/accounts';

const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
let account: EmbeddedAccount;

beforeEach(async () => {
  account = await anAccount({ startAt: new Date('2026-06-01T13:05:09.123Z') });
  account.addUser({ name: 'bob', policies: [ADMIN], password: 'old' });
});
afterEach(stopAccounts);

const detail = () => account.events().at(-1)?.detail;
const bob = () => iamOf(account, account.sessionOf('bob'));

describe('CloudTrail', () => {
  it('wraps the record as EventBridge does', async () => {
    await iamOf(account, account.root).send(new CreateUserCommand({ UserName: 'eve' }));
    expect(account.events()).toMatchObject([
      {
        version: '0',
        'detail-type': 'AWS API Call via CloudTrail',
        source: 'aws.iam',
        account: '111122223333',
        time: '2026-06-01T13:05:09Z',
        region: 'us-east-1',
        detail: {
          eventSource: 'iam.amazonaws.com',
          eventName: 'CreateUser',
          readOnly: false,
          recipientAccountId: '111122223333',
        },
      },
    ]);
  });

  it('shows what was made, with small letters and the dates of AWS, and no secret', async () => {
    await bob().send(new CreateAccessKeyCommand({ UserName: 'bob' }));
    expect(detail()?.requestParameters).toEqual({ userName: 'bob' });
    expect(detail()?.responseElements).toEqual({
      accessKey: {
        userName: 'bob',
        accessKeyId: expect.stringMatching(/^AKIA/) as unknown,
        status: 'Active',
        createDate: 'Jun 1, 2026 1:05:09 PM',
      },
    });
  });

  it('answers nothing for a call that answers nothing', async () => {
    await bob().send(new AttachUserPolicyCommand({ UserName: 'bob', PolicyArn: ADMIN }));
    expect(detail()).toMatchObject({
      requestParameters: { userName: 'bob', policyArn: ADMIN },
      responseElements: null,
    });
  });

  it('hides passwords', async () => {
    await bob().send(new ChangePasswordCommand({ OldPassword: 'old', NewPassword: 'secret-new' }));
    expect(detail()).toMatchObject({ eventName: 'ChangePassword', requestParameters: null });
    expect(JSON.stringify(account.events())).not.toContain('secret-new');
  });

  it('records a failed call by its exception and a denied one as AccessDenied', async () => {
    await expect(bob().send(new GetUserCommand({ UserName: 'nobody' }))).rejects.toThrow();
    expect(detail()).toMatchObject({ errorCode: 'NoSuchEntityException', readOnly: true, responseElements: null });
    const eve = account.addUser({ name: 'eve' });
    await expect(iamOf(account, eve.credentials).send(new CreateUserCommand({ UserName: 'mal' }))).rejects.toThrow();
    expect(detail()).toMatchObject({ errorCode: 'AccessDenied', requestParameters: null });
    expect(detail()?.errorMessage).toContain(
      'is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::111122223333:user/mal because no',
    );
  });

  it('shows no answer of a reading call', async () => {
    await bob().send(new ListUsersCommand({ MaxItems: 5 }));
    expect(detail()).toMatchObject({ readOnly: true, requestParameters: { maxItems: 5 }, responseElements: null });
  });
});

describe('userIdentity', () => {
  const identityOf = async (credentials: Parameters<typeof iamOf>[1]) => {
    await iamOf(account, credentials)
      .send(new ListUsersCommand({}))
      .catch(() => undefined);
    return detail()?.userIdentity;
  };

  it('of a user with a key', async () => {
    const { arn, id, credentials } = account.addUser({ name: 'eve', path: '/x/' });
    expect(await identityOf(credentials)).toEqual({
      type: 'IAMUser',
      principalId: id,
      arn,
      accountId: '111122223333',
      accessKeyId: credentials.accessKeyId,
      userName: 'eve',
    });
  });

  it('of a user session: a context and no issuer', async () => {
    expect(await identityOf(account.sessionOf('bob', { mfa: true }))).toMatchObject({
      type: 'IAMUser',
      accessKeyId: expect.stringMatching(/^ASIA/) as unknown,
      sessionContext: { attributes: { mfaAuthenticated: 'true', creationDate: '2026-06-01T13:05:09Z' } },
    });
    expect(JSON.stringify(detail())).not.toContain('sessionIssuer');
  });

  it.each([
    ['a user', 'bob', { type: 'IAMUser', userName: 'bob' }],
    ['Root', undefined, { type: 'Root', principalId: '111122223333' }],
  ])('of somebody federated by %s', async (_, issuer, sessionIssuer) => {
    expect(await identityOf(account.federate('guest', issuer))).toMatchObject({
      type: 'FederatedUser',
      principalId: '111122223333:guest',
      arn: 'arn:aws:sts::111122223333:federated-user/guest',
      sessionContext: { sessionIssuer },
    });
  });

  it('of Root', async () => {
    expect(await identityOf(account.root)).toMatchObject({
      type: 'Root',
      principalId: '111122223333',
      arn: 'arn:aws:iam::111122223333:root',
    });
  });
});
