import {
  CreatePolicyCommand,
  PutRolePermissionsBoundaryCommand,
  RemoveUserFromGroupCommand,
  TagRoleCommand,
  UpdateGroupCommand,
} from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { aRole, daysAgo, READY, textOf } from '../../support/audit';
import { inAccount } from '../../support/deployed';
import { allowing, boundaryOf, boundaryRowsOf, DAY_MS, enforce, enforcing } from '../../support/enforcement';

const settings = enforcing({}, { limits: { maxChangePercent: 100 } });
const summaryOf = (account: EmbeddedAccount, runId: string) => textOf(account, 'summary.json', runId);

/** The last mail, as people read it. */
function lastMail(account: EmbeddedAccount): string {
  const mail = account.published().at(-1);
  return `${mail?.subject ?? ''}\n${mail?.message ?? ''}`;
}

/** An admin and another user, old enough to be bounded by what both have used. */
function oldUsers(account: EmbeddedAccount) {
  const { admin } = account;
  if (admin === undefined) throw new Error('the account has an admin');
  const ann = account.addUser({ name: 'ann', inline: { own: allowing('s3', 'sqs') } });
  account.clock.advance(200 * DAY_MS);
  account.use({ arn: admin.arn, action: 'ec2:Any', at: daysAgo(account, 5) });
  account.use({ arn: ann.arn, action: 's3:Any', at: daysAgo(account, 5) });
  return iamOf(account, account.root);
}

describe('whoever attacks what decides who is bounded', () => {
  it('renames the admin group, and its admins have no boundary all the same', () =>
    inAccount(
      async (account) => {
        const iam = oldUsers(account);
        await iam.send(new UpdateGroupCommand({ GroupName: 'Administrators', NewGroupName: 'staff' }));
        await enforce(account, 'run-1');
        expect(boundaryOf(account, 'ann')).toBeDefined();
        expect(boundaryOf(account, 'admin')).toBeUndefined();
        expect(boundaryRowsOf(account, 'run-1').get('admin')?.decision.reason).toBe('admin');
      },
      { settings, ...READY },
    ));

  it('empties the admin group, and no user is bounded while people are told', () =>
    inAccount(
      async (account) => {
        const iam = oldUsers(account);
        aRole(account, 'app');
        await iam.send(new RemoveUserFromGroupCommand({ GroupName: 'Administrators', UserName: 'admin' }));
        await enforce(account, 'run-1');
        expect(['ann', 'admin'].map((name) => boundaryOf(account, name))).toEqual([undefined, undefined]);
        expect(boundaryOf(account, 'app')).toBeDefined();
        expect(lastMail(account)).toMatch(/^ACTION NEEDED: IAM permissions: nobody can tell who is an admin; /);
        expect(lastMail(account)).toMatch(/users? left alone: the admin group Administrators \(AGPA\w+\) is empty/);
      },
      { settings, ...READY },
    ));

  it('puts another boundary in the place of one of the project, and people are told once, the day after', () =>
    inAccount(
      async (account) => {
        aRole(account, 'app');
        await enforce(account, 'run-1');
        const taken = boundaryOf(account, 'app');
        const iam = iamOf(account, account.root);
        const { Policy } = await iam.send(
          new CreatePolicyCommand({ PolicyName: 'theirs', PolicyDocument: allowing('s3', 'sqs') }),
        );
        await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: 'app', PermissionsBoundary: Policy?.Arn }));
        await enforce(account, 'up-1', { purpose: 'upkeep', days: 1 });
        expect(summaryOf(account, 'up-1')).toContain(`"boundaryTaken":"${String(taken)}"`);
        expect(lastMail(account)).toContain(`someone else removed its boundary ${String(taken)}`);
        const mails = account.published().length;
        await enforce(account, 'up-2', { purpose: 'upkeep', days: 1 });
        expect(account.published()).toHaveLength(mails);
      },
      { settings, ...READY },
    ));

  it('exempts somebody who is bounded, and people are told that the boundary stays', () =>
    inAccount(
      async (account) => {
        aRole(account, 'ops', { may: ['*'], used: ['ec2', 'iam'] });
        await enforce(account, 'run-1');
        expect(lastMail(account)).toMatch(/May administer IAM and is to be bounded \(1\)\..*\n.*role\/ops/);
        const tag = { RoleName: 'ops', Tags: [{ Key: 'spared', Value: 'yes' }] };
        await iamOf(account, account.root).send(new TagRoleCommand(tag));
        await enforce(account, 'run-2', { days: 1 });
        expect(boundaryOf(account, 'ops')).toBeDefined();
        expect(summaryOf(account, 'run-2')).toContain('"notKeptUp":true');
        expect(lastMail(account)).toMatch(
          /role\/ops: its boundary stands and is not kept up \(exempt.*\n.*lambda invoke/,
        );
      },
      { settings: { ...settings, exemptions: [EXEMPTION] }, ...READY },
    ));
});

const EXEMPTION = {
  ...{ match: { tag: 'spared' }, from: ['permissions-boundary'], owner: 'platform', reason: 'repairs things' },
};
