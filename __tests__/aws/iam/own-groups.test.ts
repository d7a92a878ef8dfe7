import { PutGroupPolicyCommand } from '@aws-sdk/client-iam';
import { ownGroups } from '../../../src/aws/iam/own-groups';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { anAccount, iamOf, stopAccounts } from '../../embedded-account/support/accounts';

afterEach(stopAccounts);

const PATH = '/iam-guardrails/bridge/';
const asked: string[] = [];
const portOf = (account: EmbeddedAccount) =>
  ownGroups(iamOf(account, account.root), PATH, (action, call) => {
    asked.push(action);
    return call();
  });
const aPolicy = (account: EmbeddedAccount) =>
  account.addPolicy({
    name: 'denies',
    document: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'sqs:*', Resource: '*' }] },
  });

describe('the port for groups of the project', () => {
  it('makes a group, fills it, empties it and deletes it, and each call may be repeated', async () => {
    const account = await anAccount();
    const { id } = account.addUser({ name: 'ada' });
    const [groups, policy] = [portOf(account), aPolicy(account)];
    expect(await groups.of('one')).toBeUndefined();
    expect([await groups.create('one'), await groups.create('one')]).toEqual(['made', 'exists']);
    for (let times = 0; times < 2; times += 1) {
      expect([await groups.attach('one', policy), await groups.add('one', 'ada')]).toEqual(['done', 'done']);
    }
    expect(await groups.of('one')).toEqual({
      arn: `arn:aws:iam::${account.accountId}:group${PATH}one`,
      members: [{ id, name: 'ada' }],
      policies: [policy],
    });
    expect(await groups.delete('one')).toBe(false);
    expect([await groups.remove('one', 'ada'), await groups.remove('one', 'ada')]).toEqual([true, false]);
    expect(await groups.delete('one')).toBe(false);
    expect([await groups.detach('one', policy), await groups.detach('one', policy)]).toEqual([true, false]);
    expect([await groups.delete('one'), await groups.delete('one')]).toEqual([true, true]);
    expect(await groups.of('one')).toBeUndefined();
    expect(new Set(asked)).toEqual(
      new Set([
        ...['GetGroup', 'ListAttachedGroupPolicies', 'CreateGroup', 'AttachGroupPolicy', 'AddUserToGroup'],
        ...['RemoveUserFromGroup', 'DetachGroupPolicy', 'DeleteGroup'],
      ]),
    );
  });

  it('names the inline policies of a group, and none of one that is not there', async () => {
    const account = await anAccount();
    const groups = portOf(account);
    await groups.create('one');
    expect([await groups.inline('one'), await groups.inline('none')]).toEqual([[], []]);
    const PolicyDocument = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
    const iam = iamOf(account, account.root);
    await iam.send(new PutGroupPolicyCommand({ GroupName: 'one', PolicyName: 'everything', PolicyDocument }));
    expect(await groups.inline('one')).toEqual(['everything']);
  });

  it('knows none but the groups of its path, whatever others are called', async () => {
    const account = await anAccount();
    account.addGroup({ name: 'one' });
    account.addGroup({ name: 'two', path: PATH });
    const groups = portOf(account);
    expect(await groups.names()).toEqual(['two']);
    expect([await groups.of('one'), await groups.create('one')]).toEqual([undefined, 'exists']);
  });

  it('is refused where the account has no room for a group, or the user is in as many as it may be', async () => {
    const account = await anAccount({ quotas: { GroupsQuota: 2, GroupsPerUserQuota: 1 } });
    account.addGroup({ name: 'devs' });
    account.addUser({ name: 'ada', groups: ['devs'] });
    const groups = portOf(account);
    expect([await groups.create('one'), await groups.create('two')]).toEqual(['made', 'refused']);
    expect([await groups.add('one', 'ada'), await groups.add('devs', 'ada')]).toEqual(['refused', 'done']);
  });

  it('says what is gone', async () => {
    const account = await anAccount();
    const [groups, policy] = [portOf(account), aPolicy(account)];
    await groups.create('one');
    expect([await groups.attach('none', policy), await groups.attach('one', `${policy}-2`)]).toEqual(['gone', 'gone']);
    expect(await groups.add('one', 'nobody')).toBe('gone');
  });
});
