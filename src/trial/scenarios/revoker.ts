import {
  AddUserToGroupCommand,
  ChangePasswordCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  DetachUserPolicyCommand,
  GenerateServiceLastAccessedDetailsCommand,
  TagUserCommand,
} from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../embedded-account/account';
import { iamOf, PASSWORD, type Cast } from './cast';
import { left, REVOKER, revoked, type Scenario } from './scenario';

/** How many copies of one event arrive at once. */
const COPIES = 200;

/** The cases that a revoker is judged by, in this order: an admin, attackers, ordinary people, and the odd ones. */
export function revokerScenarios({ admin, root, accountId }: EmbeddedAccount, cast: Cast): readonly Scenario[] {
  if (admin === undefined) throw new Error('the trial needs an account with an admin');
  const denyArn = `arn:aws:iam::${accountId}:policy/DenyIAMAccess`;
  const newKey = new CreateAccessKeyCommand({ UserName: cast.bob.name });
  const detach = new DetachUserPolicyCommand({ UserName: cast.rogue.name, PolicyArn: denyArn });

  return [
    {
      caller: 'admin',
      call: 'CreateUser carol',
      expected: left('admin', 1),
      act: (account) => iamOf(account, admin.credentials).send(new CreateUserCommand({ UserName: 'carol' })),
    },
    {
      caller: 'rogue',
      call: 'CreateAccessKey for bob',
      expected: revoked('unauthorized'),
      act: (account) => iamOf(account, cast.rogue.credentials).send(newKey),
      settles: false,
    },
    {
      caller: 'rogue',
      call: 'DetachUserPolicy of the deny',
      expected: revoked('unauthorized'),
      act: (account) => iamOf(account, cast.rogue.credentials).send(detach),
    },
    {
      caller: 'rogue',
      call: 'DetachUserPolicy, refused',
      expected: left('already-revoked', 1),
      act: (account) => iamOf(account, cast.rogue.credentials).send(detach),
    },
    {
      caller: 'climber',
      call: 'AddUserToGroup, itself',
      expected: revoked('self-promotion'),
      act: (account) =>
        iamOf(account, cast.climber.credentials).send(
          new AddUserToGroupCommand({ UserName: cast.climber.name, GroupName: 'Administrators' }),
        ),
    },
    {
      caller: 'packed, 10 policies',
      call: 'CreateAccessKey for bob',
      // One refused attach, then a look and the inline deny by the fallback.
      expected: revoked('unauthorized', { roundTrips: 4, deniedBy: 'PutUserPolicy' }),
      act: (account) => iamOf(account, cast.packed.credentials).send(newKey),
    },
    {
      caller: 'auditor, read-only',
      call: 'GenerateServiceLastAccessed…',
      expected: left('read-only', 0),
      act: (account) =>
        iamOf(account, cast.auditor.credentials).send(
          new GenerateServiceLastAccessedDetailsCommand({ Arn: cast.bob.arn }),
        ),
    },
    {
      caller: 'newcomer',
      call: 'ChangePassword, its own',
      expected: left('self-service', 0),
      act: (account) =>
        iamOf(account, cast.newcomer.credentials).send(
          new ChangePasswordCommand({ OldPassword: PASSWORD, NewPassword: `${PASSWORD}2` }),
        ),
    },
    {
      caller: 'contractor, federated',
      call: 'TagUser',
      expected: revoked('unauthorized'),
      act: (account) =>
        iamOf(account, account.federate('laptop', cast.contractor.name)).send(
          new TagUserCommand({ UserName: cast.bob.name, Tags: [{ Key: 'team', Value: 'mine' }] }),
        ),
    },
    {
      caller: 'root',
      call: 'CreateUser dave',
      expected: { verdict: 'tell: root', roundTrips: 0, deniedBy: 'nothing', notices: 1 },
      act: (account) => iamOf(account, root).send(new CreateUserCommand({ UserName: 'dave' })),
    },
    {
      caller: 'nobody',
      call: 'an event without a caller',
      expected: { verdict: 'dead letter', roundTrips: 0, deniedBy: 'nothing', notices: 0 },
      act: (account) => {
        account.inject('{"account":"111122223333","detail":{}}', 1, REVOKER);
        return Promise.resolve();
      },
    },
    {
      caller: 'crowd',
      call: `CreateAccessKey, ${COPIES} copies`,
      expected: revoked('unauthorized'),
      act: (account) => callWithCopies(account, cast),
    },
  ];
}

async function callWithCopies(account: EmbeddedAccount, { crowd, bob }: Cast): Promise<void> {
  const before = account.events().length;
  const call = iamOf(account, crowd.credentials).send(new CreateAccessKeyCommand({ UserName: bob.name }));
  await call.catch(() => undefined);
  account.inject(JSON.stringify(account.events()[before]), COPIES - 1, REVOKER);
}
