import type { CloudTrailEvent } from '../../../../src/embedded-account/events/cloudtrail';
import { PlayedAccount } from '../../../support/played/account';
import { IAM_FULL_ACCESS, anAccount, firstEvent, pass } from '../../../support/played/days';

const ANYBODY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
});

describe('after the first call that is judged nothing is silent:', () => {
  it.each([
    ['a key for an admin', 'CreateAccessKey', { UserName: 'admin' }, /created access key AKIA\w+ for user admin/],
    [
      'a password for an admin',
      'CreateLoginProfile',
      { UserName: 'admin', Password: 'a long secret 1 A' },
      /gave user admin a console password/,
    ],
    [
      'another password',
      'UpdateLoginProfile',
      { UserName: 'carol', Password: 'a long secret 1 A' },
      /changed the console password of user carol/,
    ],
    [
      'a trust policy',
      'UpdateAssumeRolePolicy',
      { RoleName: 'ops', PolicyDocument: ANYBODY },
      /trust policy of role ops/,
    ],
    [
      'a default version',
      'SetDefaultPolicyVersion',
      { PolicyArn: 'own', VersionId: 'v1' },
      /set version v1 of policy \S+:policy\/own as its default/,
    ],
    [
      'a policy on a group',
      'AttachGroupPolicy',
      { GroupName: 'Developers', PolicyArn: IAM_FULL_ACCESS },
      /attached policy \S+IAMFullAccess to group Developers/,
    ],
  ])('%s', async (_, action, input, words) => {
    const account = new PlayedAccount();
    const own = account.policy('own');
    account.role('ops', '/', []);
    account.user('carol', []);
    await account.look();
    account.clock.advance(60_000);
    account.act({ credentials: account.admin.credentials }, 'CreateLoginProfile', {
      UserName: 'carol',
      Password: 'x secret 1 A',
    });
    const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
    account.act(rogue, 'CreateUser', { UserName: 'eve' });
    const given = 'PolicyArn' in input && input.PolicyArn === 'own' ? { ...input, PolicyArn: own } : input;
    expect(account.act(rogue, action, given)).toBeDefined();
    account.clock.advance(5_000);
    for (const event of account.events) await account.deliver(event);
    for (let minute = 0; minute < 3; minute += 1) {
      account.clock.advance(61_000);
      await account.tell();
    }
    expect(
      account
        .told()
        .map(({ body }) => body)
        .join('\n'),
    ).toMatch(words);
  });
});

describe('a forged copy of an event that says another key was made', () => {
  it('keeps nobody from being told of the true one, which history has', async () => {
    const account = await anAccount();
    const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
    const { AccessKey } = account.act(rogue, 'CreateAccessKey', { UserName: 'admin' }) as {
      AccessKey: { AccessKeyId: string };
    };
    const copy = JSON.stringify(firstEvent(account)).replaceAll(AccessKey.AccessKeyId, 'AKIAHARMLESS');
    await account.deliver(JSON.parse(copy) as CloudTrailEvent);
    await pass(account, 30);
    const told = account.told().map(({ body }) => body);
    expect(told).toContainEqual(expect.stringContaining(`access key ${AccessKey.AccessKeyId} for user admin`));
  });
});
