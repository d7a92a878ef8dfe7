import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import {
  AddUserToGroupCommand,
  CreateGroupCommand,
  CreateUserCommand,
  DeleteGroupCommand,
  DeleteUserCommand,
  RemoveUserFromGroupCommand,
  UpdateGroupCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { eventHistory } from '../../../../src/aws/cloudtrail/event-history';
import { ROSTER_CALLS } from '../../../../src/domain/admin-roster/call';
import type { EmbeddedAccount } from '../../../../src/embedded-account/account';
import { parseRecord } from '../../../../src/guardrails/revoker/judge/parse';
import { rosterCallOf } from '../../../../src/guardrails/revoker/roster/roster-calls';
import { anAccount, iamOf, stopAccounts } from '../../../embedded-account/support/accounts';

// Real servers: seconds each on a busy machine.
jest.setTimeout(120_000);
afterEach(stopAccounts);

const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const BEGINNING = new Date(0);

/** What the history of an account says of names and memberships, the oldest first. */
async function historyOf(account: EmbeddedAccount) {
  const client = new CloudTrailClient({ ...account.clientFor(account.root), maxAttempts: 1 });
  const history = eventHistory(client);
  account.clock.advance(300_000);
  const found = await history({ eventNames: Object.keys(ROSTER_CALLS) }, BEGINNING, account.clock.now());
  client.destroy();
  if (found.kind === 'failed') throw new Error(found.why);
  return found.records
    .flatMap((record) => rosterCallOf(parseRecord(record, account.accountId)) ?? [])
    .sort((one, other) => one.at.getTime() - other.at.getTime());
}

describe('the history of an account', () => {
  it('says what was done to names and memberships, whom it was done by, and nothing of refused calls', async () => {
    const account = await anAccount();
    const root = iamOf(account, account.root);
    const then = () => {
      account.clock.advance(1_000);
    };
    await root.send(new CreateUserCommand({ UserName: 'eve' }));
    then();
    await root.send(new CreateGroupCommand({ GroupName: 'Ops' }));
    then();
    await root.send(new AddUserToGroupCommand({ UserName: 'eve', GroupName: 'Ops' }));
    then();
    await root.send(new RemoveUserFromGroupCommand({ UserName: 'eve', GroupName: 'Ops' }));
    then();
    await root.send(new UpdateUserCommand({ UserName: 'eve', NewUserName: 'adam' }));
    then();
    await root.send(new UpdateUserCommand({ UserName: 'adam', NewPath: '/team/' }));
    then();
    await root.send(new UpdateGroupCommand({ GroupName: 'Ops', NewGroupName: 'Dev' }));
    then();
    const { users, groups } = account.snapshot();
    await root.send(new DeleteUserCommand({ UserName: 'adam' }));
    then();
    await root.send(new DeleteGroupCommand({ GroupName: 'Dev' }));
    await root.send(new DeleteGroupCommand({ GroupName: 'Dev' })).catch(() => undefined);

    const calls = await historyOf(account);
    expect(calls.map(({ change }) => change)).toEqual([
      { kind: 'user-created', name: 'eve', id: users.find(({ name }) => name === 'adam')?.id },
      { kind: 'group-created', name: 'Ops', id: groups.find(({ name }) => name === 'Dev')?.id },
      { kind: 'user-added', user: 'eve', group: 'Ops' },
      { kind: 'user-removed', user: 'eve', group: 'Ops' },
      { kind: 'user-renamed', name: 'eve', to: 'adam' },
      { kind: 'group-renamed', name: 'Ops', to: 'Dev' },
      { kind: 'user-deleted', name: 'adam' },
      { kind: 'group-deleted', name: 'Dev' },
    ]);
    expect(calls.map(({ caller }) => caller)).toEqual(calls.map(() => ({ kind: 'root' })));
  });

  it('says by which user or role a call was made', async () => {
    const account = await anAccount();
    const ada = account.addUser({ name: 'ada', policies: [ADMIN] });
    const { arn } = account.addRole({ name: 'pipeline', path: '/ci/', policies: [ADMIN] });
    await iamOf(account, ada.credentials).send(new CreateUserCommand({ UserName: 'by-ada' }));
    account.clock.advance(1_000);
    await iamOf(account, account.assumeRole('pipeline', 'run')).send(new CreateUserCommand({ UserName: 'by-role' }));
    expect((await historyOf(account)).map(({ caller }) => caller)).toEqual([
      { kind: 'user', id: ada.id },
      { kind: 'role', arn },
    ]);
  });
});

describe('a record', () => {
  const record = (more: object) =>
    JSON.stringify({
      ...{
        eventID: 'e',
        eventName: 'AddUserToGroup',
        eventTime: '2026-06-01T12:00:00Z',
        userIdentity: { type: 'Root' },
      },
      ...more,
    });
  const read = (more: object) => rosterCallOf(parseRecord(record(more), '111122223333'));

  it('that does not say whom it is about is no history to go by', () => {
    expect(() => read({ requestParameters: { groupName: 'Administrators' } })).toThrow('says no userName');
  });

  it('of a creation that CloudTrail has cut leaves out what it does not say', () => {
    const eventName = 'CreateUser';
    const cut = read({ eventName, requestParameters: { userName: 'eve' }, responseElements: null });
    expect(cut?.change).toEqual({ kind: 'user-created', name: 'eve' });
    expect(read({ eventName, requestParameters: null, responseElements: null })).toBeUndefined();
  });

  it('of a service, or of a call that changes neither names nor memberships, says so', () => {
    const requestParameters = { userName: 'eve', groupName: 'Administrators' };
    expect(read({ requestParameters, userIdentity: { type: 'AWSService' } })?.caller).toEqual({ kind: 'other' });
    expect(read({ eventName: 'TagUser', requestParameters })).toBeUndefined();
  });
});
