import {
  CloudTrailClient,
  DeleteTrailCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import type { Credentials } from '../../../src/embedded-account/iam/access/caller';
import { inAccount, LOOK_RULE, REVOKER, templateFor } from '../../support/deployed';
import { withoutAction } from '../../support/without-action';

const POWER_USER = 'arn:aws:iam::aws:policy/PowerUserAccess';
const RULE = 'iam-guardrails-revoker';
const TRAIL = 'iam-guardrails';
const ALARM = 'iam-guardrails-revoker-not-running';
const TAMPERING = 'iam-guardrails-tampering-alerts';

const trailOf = (account: EmbeddedAccount, by: Credentials) => new CloudTrailClient(account.clientFor(by));
const alarmsOf = (account: EmbeddedAccount, by: Credentials) => new CloudWatchClient(account.clientFor(by));
const rulesOf = (account: EmbeddedAccount, by: Credentials) => new EventBridgeClient(account.clientFor(by));
const told = (account: EmbeddedAccount) =>
  account.published().filter(({ subject = '' }) => subject.includes(' of the guard is '));
const subjectsOf = (account: EmbeddedAccount) => told(account).map(({ subject }) => subject);
const isOff = (part: string) => `ACTION NEEDED: ${part} of the guard is switched off`;
const isBack = (part: string) => expect.stringContaining(`${part} of the guard is as it was deployed again`) as string;

async function look(account: EmbeddedAccount, minutes = 5): Promise<void> {
  account.clock.advance(minutes * 60_000);
  account.fire(LOOK_RULE);
  await account.idle();
}

const intruder = (account: EmbeddedAccount) => account.addUser({ name: 'rogue', policies: [POWER_USER] });

describe('somebody who switches a part of the guard off, and calls nothing of IAM,', () => {
  it.each<[string, string, (account: EmbeddedAccount, by: Credentials) => Promise<unknown>]>([
    [
      'stops the trail',
      `the trail ${TRAIL}`,
      (account, by) => trailOf(account, by).send(new StopLoggingCommand({ Name: TRAIL })),
    ],
    [
      'deletes the trail',
      `the trail ${TRAIL}`,
      (account, by) => trailOf(account, by).send(new DeleteTrailCommand({ Name: TRAIL })),
    ],
    [
      'disables the rule',
      `the rule ${RULE}`,
      (account, by) => rulesOf(account, by).send(new DisableRuleCommand({ Name: RULE })),
    ],
    [
      'gives the rule another pattern',
      `the rule ${RULE}`,
      (account, by) =>
        rulesOf(account, by).send(new PutRuleCommand({ Name: RULE, EventPattern: '{"source":["aws.nothing"]}' })),
    ],
    [
      'takes the target off the rule',
      `the rule ${RULE}`,
      (account, by) => rulesOf(account, by).send(new RemoveTargetsCommand({ Rule: RULE, Ids: ['queue'] })),
    ],
    [
      'disables the rule of further calls',
      `the rule ${RULE}-tell`,
      (account, by) => rulesOf(account, by).send(new DisableRuleCommand({ Name: `${RULE}-tell` })),
    ],
    [
      'disables a rule that tells of tampering',
      `the rule ${TAMPERING}`,
      (account, by) => rulesOf(account, by).send(new DisableRuleCommand({ Name: TAMPERING })),
    ],
    [
      'deletes an alarm',
      `the alarm ${ALARM}`,
      (account, by) => alarmsOf(account, by).send(new DeleteAlarmsCommand({ AlarmNames: [ALARM] })),
    ],
    [
      'disables what an alarm does',
      `the alarm ${ALARM}`,
      (account, by) => alarmsOf(account, by).send(new DisableAlarmActionsCommand({ AlarmNames: [ALARM] })),
    ],
  ])('%s: people are paged by the next look, once', (_, part, switchOff) =>
    inAccount(async (account) => {
      await look(account);
      expect(subjectsOf(account)).toEqual([]);
      await switchOff(account, intruder(account).credentials);
      await look(account);
      expect(subjectsOf(account)).toEqual([isOff(part)]);
      await look(account);
      expect(subjectsOf(account)).toEqual([isOff(part)]);
    }),
  );

  it('is named where the event history shows the call by then, and how to switch it on is printed', () =>
    inAccount(async (account) => {
      const rogue = intruder(account);
      await trailOf(account, rogue.credentials).send(new StopLoggingCommand({ Name: TRAIL }));
      await look(account, 6);
      const [mail] = told(account);
      expect(mail?.message).toContain('its logging is stopped');
      expect(mail?.message).toContain(`user/rogue, StopLogging at `);
      expect(mail?.message).toContain(
        `aws cloudtrail start-logging --name arn:aws:cloudtrail:us-east-1:${account.accountId}:trail/${TRAIL}`,
      );
    }));

  it('is not named where the history shows nothing yet: the mail says what to look for', () =>
    inAccount(async (account) => {
      const rogue = intruder(account);
      await rulesOf(account, rogue.credentials).send(new DisableRuleCommand({ Name: RULE }));
      await look(account, 1);
      const [mail] = told(account);
      expect(mail?.message).toContain('it is disabled');
      expect(mail?.message).not.toContain('Last changed by');
      expect(mail?.message).toContain('Look in CloudTrail for DisableRule, RemoveTargets, PutRule, PutTargets');
      expect(mail?.message).toContain(`aws events enable-rule --name ${RULE}`);
    }));

  it("and deletes the alarms before it disables the look's rule is named by EventBridge at once, call by call", () =>
    inAccount(async (account) => {
      const rogue = intruder(account).credentials;
      await alarmsOf(account, rogue).send(new DeleteAlarmsCommand({ AlarmNames: [`${RULE}-look-missing`, ALARM] }));
      await rulesOf(account, rogue).send(new DisableRuleCommand({ Name: LOOK_RULE }));
      const calls = account
        .published()
        .map(({ message }) => /"Call: (\w+)"\n"Part: (.*)"\n"Caller: (.*)"/.exec(message));
      expect(calls.map((call) => call?.slice(1))).toEqual([
        ['DeleteAlarms', `[${RULE}-look-missing,${ALARM}]`, 'arn:aws:iam::111122223333:user/rogue'],
        ['DisableRule', LOOK_RULE, 'arn:aws:iam::111122223333:user/rogue'],
      ]);
    }));

  it('is named for an alarm too, with what switches it on again, and told once it is back', () =>
    inAccount(async (account) => {
      const rogue = intruder(account).credentials;
      await alarmsOf(account, rogue).send(new DisableAlarmActionsCommand({ AlarmNames: ['x', ALARM] }));
      await look(account, 6);
      const [mail] = told(account);
      expect(mail?.message).toContain('its actions are disabled');
      expect(mail?.message).toContain('user/rogue, DisableAlarmActions at ');
      expect(mail?.message).toContain(`aws cloudwatch enable-alarm-actions --alarm-names ${ALARM}`);
      await alarmsOf(account, rogue).send(new EnableAlarmActionsCommand({ AlarmNames: [ALARM] }));
      await look(account);
      expect(subjectsOf(account)).toEqual([isOff(`the alarm ${ALARM}`), isBack(`the alarm ${ALARM}`)]);
    }));

  it('is named for each of many parts by one question to the event history, so that looks keep their time for admins', () =>
    inAccount(async (account) => {
      const rogue = intruder(account).credentials;
      const AlarmNames = [ALARM, `${RULE}-look-missing`, `${RULE}-failing`];
      await alarmsOf(account, rogue).send(new DeleteAlarmsCommand({ AlarmNames }));
      await rulesOf(account, rogue).send(new DisableRuleCommand({ Name: RULE }));
      await rulesOf(account, rogue).send(new DisableRuleCommand({ Name: TAMPERING }));
      await look(account, 6);
      expect(told(account)).toHaveLength(5);
      for (const { message } of told(account)) expect(message).toMatch(/user\/rogue, (DeleteAlarms|DisableRule) at /);
      const lookedUp = account
        .calls({ functionName: REVOKER })
        .filter(({ action }) => action === 'LookupEvents')
        .map(({ params }) => JSON.stringify(params));
      const asked = (name: string) => lookedUp.filter((params) => params.includes(`"${name}"`));
      expect([asked('DeleteAlarms'), asked('DisableRule')].map(({ length }) => length)).toEqual([1, 1]);
    }));

  it('and on again and off again is told each time', () =>
    inAccount(
      async (account) => {
        const client = rulesOf(account, intruder(account).credentials);
        const part = `the rule ${RULE}`;
        await client.send(new DisableRuleCommand({ Name: RULE }));
        await look(account);
        await client.send(new EnableRuleCommand({ Name: RULE }));
        await look(account);
        await look(account);
        expect(subjectsOf(account)).toEqual([isOff(part), isBack(part)]);
        await client.send(new DisableRuleCommand({ Name: RULE }));
        await look(account);
        expect(subjectsOf(account)).toEqual([isOff(part), isBack(part), isOff(part)]);
      },
      { startAt: new Date('2026-06-01T12:00:00Z') },
    ));

  it('until past midnight is told, and once that it is over', () =>
    inAccount(
      async (account) => {
        const client = trailOf(account, intruder(account).credentials);
        const part = `the trail ${TRAIL}`;
        await client.send(new StopLoggingCommand({ Name: TRAIL }));
        await look(account);
        expect(subjectsOf(account)).toEqual([isOff(part)]);
        await client.send(new StartLoggingCommand({ Name: TRAIL }));
        await look(account, 20);
        await look(account);
        expect(subjectsOf(account)).toEqual([isOff(part), isBack(part)]);
      },
      { startAt: new Date('2026-06-01T23:45:00Z') },
    ));
});

describe('a look', () => {
  it('changes no part of the guard', () =>
    inAccount(async (account) => {
      await rulesOf(account, intruder(account).credentials).send(new DisableRuleCommand({ Name: RULE }));
      await look(account);
      const own = account
        .calls({ functionName: REVOKER })
        .filter(({ service }) => ['events', 'cloudtrail'].includes(service));
      expect(own.map(({ action }) => action).filter((action) => !/^(Describe|Get|List|Lookup)/.test(action))).toEqual(
        [],
      );
    }));

  it("says nothing of a trail that is somebody else's", () =>
    inAccount(
      async (account) => {
        await look(account);
        expect(account.calls({ functionName: REVOKER }).map(({ action }) => action)).not.toContain('GetTrailStatus');
        expect(subjectsOf(account)).toEqual([]);
      },
      { settings: { trail: { use: 'existing' } } },
    ));

  it.each(['events:DescribeRule', 'cloudtrail:GetTrailStatus', 'cloudwatch:DescribeAlarms'])(
    'that may not call %s says that it could not check, and never that all is well',
    (action) =>
      inAccount(
        async (account) => {
          await look(account);
          await look(account);
          expect(account.published().map(({ subject }) => subject)).toEqual([
            'ACTION NEEDED: the revoker could not check whether the guard is switched off',
          ]);
          expect(account.published()[0]?.message).toContain('AccessDenied');
        },
        { templatePath: withoutAction(action, templateFor()), startAt: new Date('2026-06-01T12:00:00Z') },
      ),
  );
});
