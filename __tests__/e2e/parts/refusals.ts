import type { Person } from '../support/people';
import type { Stage } from '../support/stage';
import { PLAN } from '../support/terraform';

/** What a plan says no to. */
export function describeRefusals(of: () => Stage): void {
  describe('before the rule exists', () => {
    const refused = async (person?: Person) => {
      const plan = await of().terraform.plan(person?.keys);
      expect(plan.exitCode).toBe(PLAN.refused);
      return plan.output.replace(/\s*\n[│\s]*/g, ' ');
    };

    it('refuses a missing admin group', async () => {
      const words = await refused();
      expect(words).toMatch(/Administrators.*(not found|cannot be found|NoSuchEntity)/);
      expect(words).toContain('no_IAM_group_Administrators__name_yours_in_revoker_adminGroups');
    });

    it('refuses an admin group without members', async () => {
      await of().account.people.createGroup('Administrators');
      expect(await refused()).toContain('The IAM group Administrators has no members');
    });

    it('refuses a deploying user who would lock themselves out', async () => {
      const { account, admin, rogue } = of();
      await account.people.join('Administrators', admin);
      expect(await refused(rogue)).toContain('The IAM user that deploys is neither a member of an admin group');
    });

    it('refuses all at once that is wrong: an admin group with another id than the pinned one, and boundaries for somebody who deploys and might be bounded', async () => {
      const adminGroups = [{ name: 'Administrators', id: 'AGPAANOTHERGROUP' }];
      await of().synth({ adminGroups }, { mode: 'enforce' });
      const words = await refused();
      expect(words).toContain('The IAM group Administrators has another id than the AGPAANOTHERGROUP');
      expect(words).toContain('a boundary could be put on whoever deploys');
      expect(words.split('Error: Resource precondition failed')).toHaveLength(3);
    });

    it('lets an exempt user deploy', async () => {
      const { rogue, terraform } = of();
      await of().synth({ exempt: [{ arn: rogue.arn, id: rogue.id, reason: 'deploys from a pipeline' }] });
      expect((await terraform.plan(rogue.keys)).exitCode).toBe(PLAN.changes);
    });

    it('has made nothing by then', async () => {
      expect(await of().terraform.resources()).toEqual([]);
      expect(await of().inventory()).toEqual(of().before);
    });
  });
}
