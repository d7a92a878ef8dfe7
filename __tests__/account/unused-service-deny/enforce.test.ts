import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  DetachUserPolicyCommand,
} from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { changesSomething } from '../../../src/embedded-account/wire/changes';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { READY } from '../../support/audit';
import { inAccount, subjects } from '../../support/deployed';
import { aDeniable, deniesOf, deny, denying, denyRowsOf, mailsOf } from '../../support/unused-services';
import { someIt as it } from '../../support/some-it';

const settings = denying();
const iamCalls = (account: EmbeddedAccount) => account.calls({ service: 'iam' });
/** Calls of functions that change IAM: asking for a report changes nothing of anybody's. */
const changesIn = (account: EmbeddedAccount, from = 0) =>
  iamCalls(account)
    .slice(from)
    .filter(({ action, functionName }) => functionName !== undefined && changesSomething(action))
    .filter(({ action }) => !action.startsWith('Generate'))
    .map(({ action }) => action);
const now = (account: EmbeddedAccount) => account.clock.now();

/** Attaches so many policies of others to a user. */
async function withOthers(account: EmbeddedAccount, UserName: string, count: number): Promise<void> {
  const iam = iamOf(account, account.root);
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
  });
  for (let index = 0; index < count; index += 1) {
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: `other-${index}`, PolicyDocument }));
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: Policy?.Arn }));
  }
}

describe('a run that denies unused services', () => {
  it('denies what a user may use and did not, and no call is refused', () =>
    inAccount(
      async (account) => {
        aDeniable(account, 'ada');
        await deny(account, 'one');
        expect(denyRowsOf(account, 'one').get('ada')).toMatchObject({
          changes: [{ before: [], after: ['sns', 'sqs'] }],
          outcome: { kind: 'done' },
        });
        expect(deniesOf(account, 'ada')).toHaveLength(1);
        const refused = account.calls().filter(({ errorCode }) => /AccessDenied|Unauthorized/.test(errorCode ?? ''));
        expect(refused).toEqual([]);
      },
      { settings, ...READY },
    ));

  it('changes nothing in observe mode, and says what it would deny', () =>
    inAccount(
      async (account) => {
        aDeniable(account, 'ada');
        await deny(account, 'one');
        expect([deniesOf(account, 'ada'), denyRowsOf(account, 'one').get('ada')?.outcome]).toEqual([
          [],
          { kind: 'withheld' },
        ]);
        expect(changesIn(account)).toEqual([]);
        expect(mailsOf(account).at(-1)).toContain('denied 2 services (sns, sqs)');
      },
      { settings: denying({ mode: 'observe' }), ...READY },
    ));

  it('writes nothing a second time, and asks IAM next to nothing', () =>
    inAccount(
      async (account) => {
        for (let index = 0; index < 30; index += 1) aDeniable(account, `user-${index}`);
        await deny(account, 'one');
        // What a deny takes out of Access Advisor's list is another list: it is asked for once more.
        await deny(account, 'two', { days: 4 });
        const before = iamCalls(account).length;
        await deny(account, 'three', { days: 1 });
        expect(changesIn(account, before)).toEqual([]);
        const calls = iamCalls(account).slice(before);
        const own = calls.filter(({ functionName = '' }) => functionName.includes('unused-service-deny'));
        // The account once, its report, quotas twice and its policies: none about a user.
        expect(own.length).toBeLessThanOrEqual(8);
        expect(denyRowsOf(account, 'three').get('user-7')?.decision).toEqual({ kind: 'leave', reason: 'stands' });
      },
      { settings: denying({}, { limits: { maxChangePercent: 100 } }), ...READY },
    ));

  it('keeps denying what is tried, names it with the command that releases, and allows it again once released', () =>
    inAccount(
      async (account) => {
        const ada = aDeniable(account, 'ada');
        await deny(account, 'one');
        account.clock.advance(86_400_000);
        account.use({ arn: ada.arn, action: 'sqs:SendMessage', at: now(account) });
        await deny(account, 'two', { days: 2 });
        expect(denyRowsOf(account, 'two').get('ada')?.decision).toMatchObject({
          reason: 'stands',
          needsAgain: ['sqs'],
        });
        expect(mailsOf(account).at(-1)).toMatch(
          /user\/ada: sqs\n.*--payload '\{"principal":"arn[^"]*ada","guardrail":"unused-service-deny"\}'/,
        );

        await account.invoke('iam-guardrails-release', { principal: ada.arn, guardrail: 'unused-service-deny' });
        expect(deniesOf(account, 'ada')).toEqual([]);
        const mail = mailsOf(account).at(-1);
        expect(mail).toContain('leaves this user alone for 30 days');
        expect(mail).not.toContain('next change run');
        await deny(account, 'three', { days: 1 });
        expect(denyRowsOf(account, 'three').get('ada')?.decision).toMatchObject({ kind: 'leave', reason: 'released' });
        await deny(account, 'four', { days: 31 });
        expect(denyRowsOf(account, 'four').get('ada')?.changes).toMatchObject([{ after: ['sns'] }]);
      },
      { settings, ...READY, accessAdvisor: { ...READY.accessAdvisor, leavesDeniedOut: false } },
    ));

  it('finds in the log of the trail what was refused, although Access Advisor leaves out what is denied', () =>
    inAccount(
      async (account) => {
        const ada = aDeniable(account, 'ada');
        await deny(account, 'one');
        account.clock.advance(86_400_000);
        account.use({ arn: ada.arn, action: 'sqs:CreateQueue' });
        await deny(account, 'two', { days: 1 });
        expect(denyRowsOf(account, 'two').get('ada')?.decision).toMatchObject({ needsAgain: ['sqs'] });
        expect(mailsOf(account).at(-1)).toMatch(/user\/ada: sqs\n.*"guardrail":"unused-service-deny"/);
        expect(mailsOf(account).at(-1)).toContain('The log of the trail was asked for refused attempts: 1 MB scanned.');
        const refused = account.calls().filter(({ errorCode }) => /AccessDenied|Unauthorized/.test(errorCode ?? ''));
        expect(refused).toEqual([]);

        // What was found once is remembered, and one query is all that a run takes.
        const before = account.calls({ service: 'logs', action: 'StartQuery' }).length;
        account.decideQueries('Failed');
        await deny(account, 'three', { days: 5 });
        expect(denyRowsOf(account, 'three').get('ada')?.decision).toMatchObject({ needsAgain: ['sqs'] });
        expect(mailsOf(account).at(-1)).toContain('could not be asked (the query ended as Failed)');
        expect(account.calls({ service: 'logs', action: 'StartQuery' }).length - before).toBe(1);
      },
      { settings, ...READY },
    ));

  it('allows a user who has become an admin everything again', () =>
    inAccount(
      async (account) => {
        aDeniable(account, 'ada');
        await deny(account, 'one');
        expect(deniesOf(account, 'ada')).toHaveLength(1);
        const [GroupName] = account.snapshot().users.find(({ name }) => name === 'admin')?.groups ?? [];
        await iamOf(account, account.root).send(new AddUserToGroupCommand({ GroupName, UserName: 'ada' }));
        await deny(account, 'two', { days: 1 });
        expect([deniesOf(account, 'ada'), denyRowsOf(account, 'two').get('ada')]).toMatchObject([
          [],
          { decision: { reason: 'admin' }, outcome: { kind: 'done' } },
        ]);
      },
      { settings, ...READY },
    ));

  it('spares nobody for a group elsewhere that has the name of its bridge', () =>
    inAccount(
      async (account) => {
        const { id } = aDeniable(account, 'ada');
        const group = { GroupName: `iam-guardrails-unused-service-deny-bridge-${id}`, Path: '/team/' };
        await iamOf(account, account.root).send(new CreateGroupCommand(group));
        await deny(account, 'one');
        expect([deniesOf(account, 'ada').length, denyRowsOf(account, 'one').get('ada')?.outcome]).toEqual([
          1,
          { kind: 'done' },
        ]);
      },
      { settings, ...READY },
    ));

  it('leaves a user with no room for another policy, and asks people to look', () =>
    inAccount(
      async (account) => {
        aDeniable(account, 'ada');
        await withOthers(account, 'ada', 10);
        await deny(account, 'one');
        expect(denyRowsOf(account, 'one').get('ada')?.decision).toMatchObject({
          kind: 'leave',
          reason: 'attachment-quota',
        });
        expect(deniesOf(account, 'ada')).toEqual([]);
        expect(subjects(account).at(-1)).toContain('1 to look at');
        expect(mailsOf(account).at(-1)).toContain('user/ada: attachment-quota (it would have 1 policy of this project');
      },
      { settings, ...READY },
    ));

  it('fails visibly for one user whose report fails, and denies the others', () =>
    inAccount(
      async (account) => {
        aDeniable(account, 'ada');
        account.decideReports(aDeniable(account, 'odd').arn, 'never-completes');
        await deny(account, 'one');
        expect(denyRowsOf(account, 'one').get('odd')?.decision).toMatchObject({ reason: 'evidence-failed' });
        expect([deniesOf(account, 'ada').length, deniesOf(account, 'odd').length]).toEqual([1, 0]);
        expect(subjects(account).at(-1)).toContain('1 to look at');
      },
      { settings, ...READY },
    ));

  it('attaches again what somebody detached once, and leaves the user alone the second time', () =>
    inAccount(
      async (account) => {
        aDeniable(account, 'ada');
        const iam = iamOf(account, account.root);
        const detach = async () => {
          for (const PolicyArn of deniesOf(account, 'ada')) {
            await iam.send(new DetachUserPolicyCommand({ UserName: 'ada', PolicyArn }));
          }
        };
        await deny(account, 'one');
        await detach();
        await deny(account, 'two', { days: 1 });
        expect(deniesOf(account, 'ada')).toHaveLength(1);
        await detach();
        await deny(account, 'three', { days: 1 });
        await deny(account, 'four', { days: 1 });
        expect([deniesOf(account, 'ada'), denyRowsOf(account, 'four').get('ada')?.outcome]).toEqual([
          [],
          { kind: 'left', why: 'flipped' },
        ]);
      },
      { settings, ...READY },
    ));
});
