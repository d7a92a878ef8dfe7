import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateUserCommand, DeleteUserPermissionsBoundaryCommand, DetachUserPolicyCommand } from '@aws-sdk/client-iam';
import { incidentLedger } from '../../../src/aws/ledger/incidents';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import {
  denyArn,
  IAM_FULL_ACCESS,
  inAccount,
  aRogue,
  RELEASE,
  REVOKER,
  stateOf,
  subjects,
} from '../../support/deployed';

const MINUTE_MS = 60_000;

/** Numbers of the incidents that are open. */
async function openIn(account: EmbeddedAccount): Promise<readonly number[]> {
  const client = new DynamoDBClient(account.clientFor(account.root));
  const ledger = incidentLedger({ client, name: 'iam-guardrails-ledger' }, 'revoker');
  return (await ledger.allOpen(account.accountId)).map(({ number }) => number);
}

/** Delivers the first event of a call again, as EventBridge may for a day. */
async function deliverAgain(account: EmbeddedAccount, eventName: string): Promise<void> {
  const event = account.events().find(({ detail }) => detail.eventName === eventName);
  account.inject(JSON.stringify(event), 1, REVOKER);
  await account.idle();
}

describe('an event that arrives late', () => {
  it('does not end an incident that began after its call, though the reading does not show the deny yet', () =>
    inAccount(
      async (account) => {
        const boundary = account.addPolicy({
          name: 'team-limits',
          document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
        });
        const rogue = account.addUser({ name: 'rogue', policies: [IAM_FULL_ACCESS], boundary });
        const root = iamOf(account, account.root);
        await root.send(new DeleteUserPermissionsBoundaryCommand({ UserName: 'rogue' }));
        await account.idle();
        account.clock.advance(MINUTE_MS);
        await iamOf(account, rogue.credentials).send(new CreateUserCommand({ UserName: 'eve' }));
        await account.idle();

        await deliverAgain(account, 'DeleteUserPermissionsBoundary');
        expect(stateOf(account, rogue).attached).toContain(denyArn(account));
        await expect(openIn(account)).resolves.toEqual([1]);
        expect(subjects(account).filter((one) => one.includes('by hand'))).toEqual([]);
      },
      { readLagMs: 3_000 },
    ));

  it('is no escape from an incident that began after its call', () =>
    inAccount(async (account) => {
      const rogue = aRogue(account);
      await rogue.iam.send(new CreateUserCommand({ UserName: 'eve' }));
      await account.idle();
      await rogue.iam.send(new DetachUserPolicyCommand({ UserName: 'rogue', PolicyArn: denyArn(account) }));
      await account.idle();
      account.clock.advance(MINUTE_MS);
      await account.invoke(RELEASE, { all: true });
      account.clock.advance(2 * MINUTE_MS);
      await rogue.iam.send(new CreateUserCommand({ UserName: 'mallory' }));
      await account.idle();
      await expect(openIn(account)).resolves.toEqual([2]);

      await deliverAgain(account, 'DetachUserPolicy');
      await expect(openIn(account)).resolves.toEqual([2]);
      expect(subjects(account).filter((one) => one.startsWith('ESCALATION'))).toHaveLength(1);
    }));
});

describe('an admin who takes the deny away by hand', () => {
  it('ends the incident, and people are told', () =>
    inAccount(async (account) => {
      const rogue = aRogue(account);
      await rogue.iam.send(new CreateUserCommand({ UserName: 'eve' }));
      await account.idle();
      account.clock.advance(MINUTE_MS);
      if (account.admin === undefined) throw new Error('the account has no admin');
      const admin = iamOf(account, account.admin.credentials);
      await admin.send(new DetachUserPolicyCommand({ UserName: 'rogue', PolicyArn: denyArn(account) }));
      await account.idle();

      await expect(openIn(account)).resolves.toEqual([]);
      expect(subjects(account)).toContainEqual(expect.stringContaining('IAM access back by hand'));
    }));
});
