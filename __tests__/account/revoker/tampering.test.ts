import { CloudTrailClient, StopLoggingCommand } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient, DeleteAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  DeleteRuleCommand,
  DisableRuleCommand,
  EventBridgeClient,
  RemoveTargetsCommand,
  UpdateEventBusCommand,
} from '@aws-sdk/client-eventbridge';
import { CreatePolicyVersionCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import type { Credentials } from '../../../src/embedded-account/iam/access/caller';
import { inAccount, LOOK_RULE, templateFor } from '../../support/deployed';
import { withoutAction } from '../../support/without-action';

const POWER_USER = 'arn:aws:iam::aws:policy/PowerUserAccess';
const TRIGGERS = 'iam-guardrails-tampering-triggers';
const RECORDS = 'iam-guardrails-tampering-records';
const ALARM = 'iam-guardrails-revoker-not-running';
const CI = 'arn:aws:iam::111122223333:user/ci';

const rulesOf = (account: EmbeddedAccount, by: Credentials) => new EventBridgeClient(account.clientFor(by));
const disable = (account: EmbeddedAccount, by: Credentials, Name: string) =>
  rulesOf(account, by).send(new DisableRuleCommand({ Name }));
const someone = (account: EmbeddedAccount, name = 'rogue') =>
  account.addUser({ name, policies: [POWER_USER] }).credentials;

/** Messages that EventBridge published: they have no subject. */
const told = (account: EmbeddedAccount) => account.published().filter(({ subject }) => subject === undefined);

describe('somebody who switches off what would tell of it', () => {
  it.each<[string, string, (account: EmbeddedAccount, by: Credentials) => Promise<unknown>]>([
    [
      "disables the look's rule",
      `DisableRule"\n"Part: ${LOOK_RULE}"`,
      (account, by) => disable(account, by, LOOK_RULE),
    ],
    [
      'takes the targets off it and deletes it',
      `DeleteRule"\n"Part: ${LOOK_RULE}"`,
      async (account, by) => {
        await rulesOf(account, by).send(new RemoveTargetsCommand({ Rule: LOOK_RULE, Ids: ['queue'] }));
        await rulesOf(account, by).send(new DeleteRuleCommand({ Name: LOOK_RULE }));
      },
    ],
    [
      'stops the trail while another one logs',
      'StopLogging"\n"Part: iam-guardrails"',
      (account, by) =>
        new CloudTrailClient(account.clientFor(by)).send(new StopLoggingCommand({ Name: 'iam-guardrails' })),
    ],
    [
      'empties the queue',
      'PurgeQueue"\n"Part: https://sqs.us-east-1.amazonaws.com/111122223333/iam-guardrails-revoker"',
      (account, by) =>
        new SQSClient(account.clientFor(by)).send(
          new PurgeQueueCommand({
            QueueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/iam-guardrails-revoker',
          }),
        ),
    ],
    [
      'disables the rule that tells of it',
      `DisableRule"\n"Part: ${TRIGGERS}"`,
      (account, by) => disable(account, by, TRIGGERS),
    ],
    [
      'disables the rule that tells of that',
      `DisableRule"\n"Part: ${RECORDS}"`,
      (account, by) => disable(account, by, RECORDS),
    ],
    [
      'changes the bus of all rules',
      'UpdateEventBus"\n"Part: default"',
      (account, by) => {
        const DeadLetterConfig = { Arn: 'arn:aws:sqs:us-east-1:111122223333:rogue' };
        return rulesOf(account, by).send(new UpdateEventBusCommand({ Name: 'default', DeadLetterConfig }));
      },
    ],
    [
      'deletes an alarm behind another',
      `DeleteAlarms"\n"Part: [iam-guardrails-release-failing,${ALARM}]"`,
      (account, by) =>
        new CloudWatchClient(account.clientFor(by)).send(
          new DeleteAlarmsCommand({ AlarmNames: ['iam-guardrails-release-failing', ALARM] }),
        ),
    ],
  ])('%s: the mail has its name, with no function between', (_, call, switchOff) =>
    inAccount(async (account) => {
      await switchOff(account, someone(account));
      const message = told(account).find((one) => one.message.includes(`"Call: ${call}`));
      expect(message?.message).toContain('"Caller: arn:aws:iam::111122223333:user/rogue"');
      expect(message?.message).toContain('"From: 203.0.113.10"');
      expect(message?.recipients).toEqual(['on-call@example.com']);
      expect(account.calls({ functionName: 'iam-guardrails-revoker' })).toEqual([]);
    }),
  );
});

describe('somebody who denies a function all that it may, by the name of its role in other letters,', () => {
  it('is told of', () =>
    inAccount(async (account) => {
      const by = account.addUser({ name: 'rogue', policies: ['arn:aws:iam::aws:policy/IAMFullAccess'] }).credentials;
      const denyAll = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };
      await new IAMClient(account.clientFor(by)).send(
        new PutRolePolicyCommand({
          ...{ RoleName: 'IAM-Guardrails-Revoker', PolicyName: 'x', PolicyDocument: JSON.stringify(denyAll) },
        }),
      );
      expect(told(account).map(({ message }) => message)).toEqual([
        expect.stringContaining('"Call: PutRolePolicy"\n"Part: IAM-Guardrails-Revoker"'),
      ]);
    }));
});

describe('a session of a role that has the deny allow everything', () => {
  it('is told of, though it is nobody whom the revoker judges', () =>
    inAccount(async (account) => {
      account.addRole({ name: 'pipeline', policies: ['arn:aws:iam::aws:policy/IAMFullAccess'] });
      const allowAll = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
      const PolicyArn = 'arn:aws:iam::111122223333:policy/DenyIAMAccess';
      await new IAMClient(account.clientFor(account.assumeRole('pipeline', 'run'))).send(
        new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: JSON.stringify(allowAll), SetAsDefault: true }),
      );
      expect(told(account).map(({ message }) => message)).toEqual([
        expect.stringContaining(`"Call: CreatePolicyVersion"\n"Part: ${PolicyArn}"`),
      ]);
    }));
});

describe('nobody is told', () => {
  it('of what a deployer changes, and of what anybody does to rules of others', () =>
    inAccount(
      async (account) => {
        await disable(account, someone(account, 'ci'), LOOK_RULE);
        await expect(disable(account, someone(account), 'payroll')).rejects.toThrow('payroll');
        expect(told(account)).toEqual([]);
        await disable(account, someone(account, 'other'), LOOK_RULE);
        expect(told(account)).toHaveLength(1);
      },
      { settings: { deployers: [CI] } },
    ));

  it("by EventBridge where the topic's policy does not let it publish", () =>
    inAccount(
      async (account) => {
        await disable(account, someone(account), LOOK_RULE);
        expect(told(account)).toEqual([]);
      },
      { templatePath: withoutAction('sns:Publish', templateFor()) },
    ));
});
