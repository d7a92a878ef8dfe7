import { RELEASE } from '../../src/release/contract';
import { review } from '../../src/review/review';
import { recordedPlans } from '../support/plans/recording';
import { describeCleaning, describeReporting } from './parts/cleaning';
import { describeDenying } from './parts/denying';
import { describeEnforcing } from './parts/enforcing';
import { describeRefusals } from './parts/refusals';
import { describeSeeding } from './parts/seeding';
import { auditRun, type AuditRun } from './support/audit-run';
import { describeE2e } from './support/describe-e2e';
import { createUserCall } from './support/iam-event';
import type { Finished } from './support/run';
import { NOTICES, PREFIX, Stage } from './support/stage';
import { PLAN } from './support/terraform';

// Terraform waits for every resource as it waits on AWS: for the lifecycle of a bucket alone about 55 seconds.
jest.setTimeout(300_000);

/**
 * One deployment from the first plan to the last destroy: its tests build on one another in the order they stand in.
 */
describeE2e('a deployment by Terraform', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.prepare();
    await stage.synth();
    await stage.terraform.init();
  });

  afterAll(() => stage.tearDown());

  it('is valid for the AWS provider at hand', async () => {
    expect(await stage.terraform.validate()).toContain('The configuration is valid');
  });

  describeRefusals(() => stage);

  describe('once it is applied', () => {
    beforeAll(async () => {
      await stage.synth();
      await stage.terraform.apply();
      const { account } = stage;
      await account.subscribe(
        `arn:aws:sns:us-east-1:123456789012:${PREFIX}-notices`,
        await account.queues.create(NOTICES),
      );
      await stage.rememberPeople();
    });

    it('plans no change for another caller, who is an admin', async () => {
      const { exitCode, output } = await stage.terraform.plan(stage.admin.keys);
      expect(output).toContain('No changes.');
      expect(exitCode).toBe(PLAN.empty);
    });

    describeSeeding(() => stage);

    it('shows a weakening as an added line of the plan, and a review the same of it as the plan that is recorded', async () => {
      await stage.synth({ mode: 'observe' });
      const { output, shown } = await stage.terraform.plannedOfState();
      expect(output).toMatch(/\+ "revoker\.mode is observe: nobody is revoked"/);

      const found = review(shown);
      const { settings, resources } = review(recordedPlans().get('the revoker only observes') ?? '');
      expect(found).toMatchObject({ weakens: true, settings, resources: { weaker: resources.weaker } });
      expect(found.resources.code).toEqual(expect.arrayContaining([...resources.code]));
    });
  });

  describe('once it audits', () => {
    let run: AuditRun;

    beforeAll(async () => {
      run = await auditRun(stage.account, (job) => stage.deployed(`permissions-boundary-${job}`), 'audit');
    });

    it('lists everybody', () => {
      expect(run.listed).toEqual(expect.arrayContaining(['ada', 'mallory', 'Administrators']));
    });

    it('counts what they use', () => {
      expect(run.summed).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ name: 'ada', granted: 0 }),
          expect.objectContaining({ name: 'mallory', granted: 2, used: 1, usedServices: ['s3'] }),
        ]),
      );
    });

    it('tags them, and tells people', async () => {
      expect(await stage.account.people.tagsOf(stage.rogue)).toMatchObject({
        Permissions_Coverage_Percent: '50',
        Permissions_Granted: '2',
        Permissions_Used: '1',
        Permissions_Unused: '1',
        Permissions_Services_1: 's3',
      });
      expect(await stage.notices()).toHaveLength(1);
    });
  });

  describeEnforcing(() => stage);

  describeReporting(() => stage);

  describe('while its data is protected', () => {
    const refused = ({ exitCode, output }: Finished) => {
      expect(exitCode).toBe(PLAN.refused);
      expect(output.replace(/\s*\n[│\s]*/g, ' ')).toMatch(
        /aws_dynamodb_table\.\S+ has lifecycle\.prevent_destroy set, but the plan calls for this resource to be destroyed/,
      );
    };

    it('refuses a destroy, and another name, which would begin an empty ledger', async () => {
      refused(await stage.terraform.destroy());
      await stage.synth({}, {}, { namePrefix: 'another-name' });
      refused(await stage.terraform.planOfState());
    });

    it('lets go of it by a deployment that says so, and shows the setting as one changed line', async () => {
      const unusedServiceDeny = { mode: 'enforce' };
      const users = { report: 30, disable: 90, delete: 90 };
      const credentialCleanup = { warnDays: 1, keys: { report: 30, disable: 90 }, users, analyzer: 'none' };
      const more = { unusedServiceDeny, credentialCleanup, protectData: false };
      await stage.synth({}, { mode: 'enforce', users: false }, more);
      expect(await stage.terraform.apply(stage.admin.keys)).toMatch(/~ protectData\s*= "true" -> "false"/);
    });
  });

  describeCleaning(() => stage);

  describeDenying(() => stage);

  describe('once it revokes', () => {
    /** Puts a call on the bus and gives what reaches the deployed queue to the deployed function. */
    const seen = async (call: object) => {
      await stage.account.record(call);
      const messages = await stage.account.queues.drain(`${PREFIX}-revoker`);
      const revoker = await stage.deployed('revoker');
      for (const { id: messageId, body } of messages) {
        await revoker.invoke({ Records: [{ messageId, body, attributes: { ApproximateReceiveCount: '1' } }] });
      }
      return messages.length;
    };
    it('revokes a user outside the admin groups and tells people', async () => {
      expect(await seen(createUserCall(stage.rogue))).toBe(1);
      expect(await stage.account.people.policiesOf(stage.rogue)).toEqual(['DenyIAMAccess']);
      expect(await stage.notices()).toEqual([expect.stringContaining(stage.rogue.arn)]);
    });

    it('tells people once, however often the user calls', async () => {
      expect(await seen(createUserCall(stage.rogue))).toBe(1);
      expect(await stage.account.people.policiesOf(stage.rogue)).toEqual(['DenyIAMAccess']);
      expect(await stage.notices()).toEqual([]);
    });

    it('leaves an admin alone', async () => {
      expect(await seen(createUserCall(stage.admin, { errorCode: undefined }))).toBe(1);
      expect(await stage.account.people.policiesOf(stage.admin)).toEqual([]);
      expect(await stage.notices()).toEqual([]);
    });

    it('sees the calls of a role that change users and groups, leaves it alone, and sees no others', async () => {
      const role = {
        type: 'AssumedRole',
        principalId: 'AROAEXAMPLE:session',
        arn: 'arn:aws:sts::123456789012:assumed-role/ops/session',
      };
      const byRole = (eventName: string) => seen(createUserCall(stage.rogue, { userIdentity: role, eventName }));
      expect(await byRole('CreateAccessKey')).toBe(0);
      expect(await byRole('CreateUser')).toBe(1);
      expect(await stage.notices()).toEqual([]);
    });

    it('keeps the way back when it is destroyed while somebody is denied', async () => {
      const { exitCode, output } = await stage.terraform.destroy();
      expect(exitCode).not.toBe(0);
      expect(output).toContain('DeleteConflict');
      expect(await stage.account.people.policiesOf(stage.rogue)).toEqual(['DenyIAMAccess']);
    });

    it('releases the user by the function in the account', async () => {
      const release = await stage.deployed(RELEASE);
      await release.invoke({ principal: stage.rogue.arn });
      expect(await stage.account.people.policiesOf(stage.rogue)).toEqual([]);
      expect(await stage.notices()).toEqual([expect.stringContaining(stage.rogue.name)]);
    });
  });

  it('leaves nothing behind when it is destroyed', async () => {
    expect(await stage.terraform.destroy()).toMatchObject({ exitCode: 0 });
    expect(await stage.terraform.resources()).toEqual([]);
    expect(await stage.inventory()).toEqual(stage.before);
  });
});
