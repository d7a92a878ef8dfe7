import { DEFAULT_ALWAYS_ALLOW } from '../../../src/guardrails/permissions-boundary/judge/always-allowed';
import { RELEASE } from '../../../src/release/contract';
import { auditRun } from '../support/audit-run';
import { OWN_PATH, PREFIX, type Stage } from '../support/stage';
import { PLAN } from '../support/terraform';

/** A deployment that goes over from observing to enforcing: it bounds, and gives back. */
export function describeEnforcing(of: () => Stage): void {
  const people = () => of().account.people;
  const boundaries = async () => {
    const details = Object.entries(await people().detailsOutside(OWN_PATH));
    return Object.fromEntries(
      details.flatMap(([name, { PermissionsBoundary: boundary }]) =>
        boundary?.PermissionsBoundaryArn === undefined ? [] : [[name, boundary.PermissionsBoundaryArn]],
      ),
    );
  };
  const ownPolicies = () => people().policiesBelow(OWN_PATH);

  describe('once it enforces boundaries', () => {
    let policiesOfTerraform: readonly string[];

    beforeAll(async () => {
      await of().synth({}, { mode: 'enforce' });
      await of().terraform.apply(of().admin.keys);
      policiesOfTerraform = await ownPolicies();
    });

    it('has a schedule for each purpose of a run, and says what it enforces', async () => {
      const names = ['', '-change', '-upkeep'].map((end) => `${PREFIX}-permissions-boundary${end}`);
      expect((await of().account.schedules()).sort()).toEqual([
        `${PREFIX}-credential-cleanup-change`,
        ...names,
        `${PREFIX}-unused-service-deny-change`,
      ]);
      expect(await of().account.parameter(`/${PREFIX}/deployment`)).toMatchObject({
        releaseFunction: `${PREFIX}-${RELEASE}`,
        rooms: {
          'permissions-boundary': { mode: 'enforce' },
          'unused-service-deny': { mode: 'observe' },
          'credential-cleanup': { mode: 'observe' },
        },
      });
    });

    it('puts a boundary on a user and on a role, and leaves an admin alone', async () => {
      expect(await boundaries()).toEqual({});
      const run = await auditRun(of().account, (job) => of().deployed(`permissions-boundary-${job}`), 'change');
      const policyArn = expect.stringContaining(`:policy${OWN_PATH}${PREFIX}-boundary-`) as string;
      expect(run.summed).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ name: 'mallory', boundary: { kind: 'done', policyArn } }),
          expect.objectContaining({ name: 'worker', boundary: { kind: 'done', policyArn } }),
          expect.objectContaining({ name: 'ada', decision: { kind: 'leave', reason: 'admin' } }),
        ]),
      );
      expect(await boundaries()).toEqual({ mallory: policyArn, worker: policyArn });
    });

    it.each([
      ['mallory', 's3:*'],
      ['worker', 'ec2:*'],
    ])('lets %s go on with what it uses, and with nothing else', async (name, action) => {
      const { [name]: arn = '' } = await boundaries();
      expect(await people().documentOf(arn)).toMatchObject({
        Statement: expect.arrayContaining([
          { Sid: 'Used', Effect: 'Allow', Action: [...DEFAULT_ALWAYS_ALLOW, action].sort(), Resource: '*' },
        ]) as unknown[],
      });
    });

    it('plans no change while boundaries stand', async () => {
      const { exitCode, output } = await of().terraform.plan(of().admin.keys);
      expect(output).toContain('No changes.');
      expect(exitCode).toBe(PLAN.empty);
    });

    it('tells people who was bounded', async () => {
      expect(await of().notices()).toEqual([expect.stringContaining('Boundaries changed (2)')]);
    });

    it('gives everything back when everybody is released', async () => {
      await (await of().deployed(RELEASE)).invoke({ all: true, guardrail: 'permissions-boundary' });
      expect(await boundaries()).toEqual({});
      expect(await ownPolicies()).toEqual(policiesOfTerraform);
      expect(await people().detailsOutside(OWN_PATH)).toEqual(of().peopleBefore);
      expect(await of().notices()).toEqual([expect.stringContaining('Taken away: permissions boundary ')]);
    });
  });
}
