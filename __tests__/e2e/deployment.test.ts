import { RELEASE } from '../../src/release/contract';
import { Account } from './support/account';
import { auditRun, type AuditRun } from './support/audit-run';
import { DeployedFunction } from './support/deployed-function';
import { describeE2e } from './support/describe-e2e';
import { createUserCall } from './support/iam-event';
import { inventory } from './support/inventory';
import { startMoto, type Moto } from './support/moto';
import type { Person } from './support/people';
import { Project } from './support/project';
import { providerMirror } from './support/provider-mirror';
import { PLAN, Terraform } from './support/terraform';

// Terraform waits for every resource as it waits on AWS: for the lifecycle of a bucket alone about 55 seconds.
jest.setTimeout(300_000);

const PREFIX = 'iam-guardrails';
const STATE_BUCKET = 'terraform-state';
const NOTICES = 'notices-as-received';

/** What a first deployment sets; override only what the test is about. */
const settings = (revoker: object = {}) => ({
  allowedAccountIds: ['123456789012'],
  backend: { s3: { bucket: STATE_BUCKET, key: 'iam-guardrails.tfstate' } },
  notifications: { emails: ['on-call@example.com'] },
  revoker: { adminGroups: ['Administrators'], ...revoker },
  // Everybody here has just been hired, and reports are there at once.
  audit: { graceDays: 0, trackingDays: 1, reportWaitSeconds: 0, forceDestroy: true },
});

/**
 * One deployment from the first plan to the last destroy: its tests build on one another in the order they stand in.
 */
describeE2e('a deployment by Terraform', () => {
  let moto: Moto;
  let account: Account;
  let project: Project;
  let terraform: Terraform;
  let admin: Person;
  let rogue: Person;

  beforeAll(async () => {
    moto = await startMoto();
    account = new Account(moto.endpoint);
    await account.createBucket(STATE_BUCKET);
    admin = await account.people.hire('ada');
    rogue = await account.people.hire('mallory');
    await account.people.allow(rogue, 's3:GetObject', 'sqs:*');

    project = new Project();
    await project.synth(settings());
    terraform = new Terraform(project.stack, moto.endpoint, providerMirror(project.aside));
    await terraform.init();
  });

  afterAll(async () => {
    await moto.stop();
    project.remove();
  });

  it('is valid for the AWS provider at hand', async () => {
    expect(await terraform.validate()).toContain('The configuration is valid');
  });

  describe('before the rule exists', () => {
    const refused = async (person?: Person) => {
      const plan = await terraform.plan(person?.keys);
      expect(plan.exitCode).toBe(PLAN.refused);
      return plan.output.replace(/\s*\n[│\s]*/g, ' ');
    };

    it('refuses a missing admin group', async () => {
      expect(await refused()).toMatch(/Administrators.*(not found|cannot be found|NoSuchEntity)/);
    });

    it('refuses an admin group without members', async () => {
      await account.people.createGroup('Administrators');
      expect(await refused()).toContain('The IAM group Administrators has no members');
    });

    it('refuses a deploying user who would lock themselves out', async () => {
      await account.people.join('Administrators', admin);
      expect(await refused(rogue)).toContain('The IAM user that deploys is neither a member of an admin group');
    });

    it('refuses an admin group with another id than the pinned one', async () => {
      await project.synth(settings({ adminGroups: [{ name: 'Administrators', id: 'AGPAANOTHERGROUP' }] }));
      expect(await refused()).toContain('The IAM group Administrators has another id than the AGPAANOTHERGROUP');
    });

    it('lets an exempt user deploy', async () => {
      const exempt = [{ arn: rogue.arn, id: rogue.id, reason: 'deploys from a pipeline' }];
      await project.synth(settings({ exempt }));
      expect((await terraform.plan(rogue.keys)).exitCode).toBe(PLAN.changes);
    });

    it('has made nothing by then', async () => {
      expect(await terraform.resources()).toEqual([]);
      expect(await inventory(moto.endpoint)).toEqual([STATE_BUCKET]);
    });
  });

  describe('once it is applied', () => {
    beforeAll(async () => {
      await project.synth(settings());
      await terraform.apply();
      await account.subscribe(
        `arn:aws:sns:us-east-1:123456789012:${PREFIX}-notices`,
        await account.queues.create(NOTICES),
      );
    });

    it.each([
      ['the same caller', () => undefined],
      ['an admin', () => admin.keys],
    ])('plans no change for %s', async (_, keys) => {
      const { exitCode, output } = await terraform.plan(keys());
      expect(output).toContain('No changes.');
      expect(exitCode).toBe(PLAN.empty);
    });

    it('shows a weakening as an added line of the plan', async () => {
      await project.synth(settings({ mode: 'observe' }));
      const { exitCode, output } = await terraform.plan();
      await project.synth(settings());

      expect(exitCode).toBe(PLAN.changes);
      expect(output).toMatch(/\+ "revoker\.mode is observe: nobody is revoked"/);
    });
  });

  const deployed = (name: string) =>
    DeployedFunction.read(account.lambda, `${PREFIX}-${name}`, {
      stack: project.stack,
      aside: project.aside,
      aws: account.environment,
    });
  const notices = async () => (await account.queues.drain(NOTICES)).map(({ body }) => body);

  describe('once it audits', () => {
    let run: AuditRun;

    beforeAll(async () => {
      run = await auditRun(account, (job) => deployed(`permissions-boundary-${job}`));
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
      expect(await account.people.tagsOf(rogue)).toMatchObject({
        Permissions_Coverage_Percent: '50',
        Permissions_Granted: '2',
        Permissions_Used: '1',
        Permissions_Unused: '1',
        Permissions_Services_1: 's3',
      });
      expect(await notices()).toHaveLength(1);
    });

    it('changes nothing that Terraform made', async () => {
      expect((await terraform.plan()).exitCode).toBe(PLAN.empty);
    });
  });

  describe('once it revokes', () => {
    /** Puts a call on the bus and gives what reaches the deployed queue to the deployed function. */
    const seen = async (call: object) => {
      await account.record(call);
      const messages = await account.queues.drain(`${PREFIX}-revoker`);
      const revoker = await deployed('revoker');
      for (const { id: messageId, body } of messages) {
        await revoker.invoke({ Records: [{ messageId, body, attributes: { ApproximateReceiveCount: '1' } }] });
      }
      return messages.length;
    };
    it('revokes a user outside the admin groups and tells people', async () => {
      expect(await seen(createUserCall(rogue))).toBe(1);
      expect(await account.people.policiesOf(rogue)).toEqual(['DenyIAMAccess']);
      expect(await notices()).toEqual([expect.stringContaining(rogue.arn)]);
    });

    it('tells people once, however often the user calls', async () => {
      expect(await seen(createUserCall(rogue))).toBe(1);
      expect(await account.people.policiesOf(rogue)).toEqual(['DenyIAMAccess']);
      expect(await notices()).toEqual([]);
    });

    it('leaves an admin alone', async () => {
      expect(await seen(createUserCall(admin, { errorCode: undefined }))).toBe(1);
      expect(await account.people.policiesOf(admin)).toEqual([]);
      expect(await notices()).toEqual([]);
    });

    it('never sees the calls of a role', async () => {
      const role = {
        type: 'AssumedRole',
        principalId: 'AROAEXAMPLE:session',
        arn: 'arn:aws:sts::123456789012:assumed-role/ops/session',
      };
      expect(await seen(createUserCall(rogue, { userIdentity: role }))).toBe(0);
    });

    it('keeps the way back when it is destroyed while somebody is denied', async () => {
      const { exitCode, output } = await terraform.destroy();
      expect(exitCode).not.toBe(0);
      expect(output).toContain('DeleteConflict');
      expect(await account.people.policiesOf(rogue)).toEqual(['DenyIAMAccess']);
    });

    it('releases the user by the function in the account', async () => {
      const release = await deployed(RELEASE);
      await release.invoke({ principal: rogue.arn });
      expect(await account.people.policiesOf(rogue)).toEqual([]);
      expect(await notices()).toEqual([expect.stringContaining(rogue.name)]);
    });
  });

  it('leaves nothing behind when it is destroyed', async () => {
    expect(await terraform.destroy()).toMatchObject({ exitCode: 0 });
    expect(await terraform.resources()).toEqual([]);
    const left = await inventory(moto.endpoint);
    expect(left.filter((thing) => !thing.includes(NOTICES))).toEqual([STATE_BUCKET]);
  });
});
