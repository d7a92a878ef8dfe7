import { RELEASE } from '../../../src/release/contract';
import { auditRun } from '../support/audit-run';
import { OWN_PATH, PREFIX, type Stage } from '../support/stage';
import { describePlanning } from './planning';

/** A deployment that denies users what they do not use, where boundaries are for roles alone, and gives it back. */
export function describeDenying(of: () => Stage): void {
  const people = () => of().account.people;
  const ownPolicies = () => people().policiesBelow(OWN_PATH);
  const deniesOf = async () => people().policiesOf(of().rogue);

  describe('once it denies services', () => {
    let policiesOfTerraform: readonly string[];

    beforeAll(async () => {
      policiesOfTerraform = await ownPolicies();
    });

    it('denies a user what it may do and has not used, and leaves an admin alone', async () => {
      const run = await auditRun(of().account, (job) => of().deployed(`unused-service-deny-${job}`), 'change');
      expect(run.summed).toEqual([
        expect.objectContaining({ name: 'ada', decision: { kind: 'leave', reason: 'admin' } }),
        expect.objectContaining({
          name: 'leaver',
          decision: expect.objectContaining({ kind: 'leave' }) as object,
        }),
        expect.objectContaining({
          name: 'mallory',
          decision: expect.objectContaining({ kind: 'change', reason: 'unused' }) as object,
          outcome: { kind: 'done' },
        }),
      ]);
      const [name, ...others] = await deniesOf();
      expect([name, others]).toEqual([expect.stringContaining(`${PREFIX}-unused-service-deny-`), []]);
      const made = (await ownPolicies()).filter((arn) => !policiesOfTerraform.includes(arn));
      expect(await people().documentOf(made[0] ?? '')).toMatchObject({
        Statement: [{ Effect: 'Deny', Action: ['sqs:*'], Resource: '*' }],
      });
    });

    // While denies stand.
    describePlanning(of);

    it('tells people what was denied to whom', async () => {
      expect(await of().notices()).toEqual([expect.stringMatching(/mallory.*\n?.*sqs/)]);
    });

    it('allows everything again when everybody is released', async () => {
      await (await of().deployed(RELEASE)).invoke({ all: true });
      expect(await deniesOf()).toEqual([]);
      expect(await ownPolicies()).toEqual(policiesOfTerraform);
      expect(await people().detailsOutside(OWN_PATH)).toEqual(of().peopleBefore);
      expect(await of().notices()).toEqual([expect.stringContaining('mallory')]);
    });
  });
}
