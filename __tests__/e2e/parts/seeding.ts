import type { Stage } from '../support/stage';
import { PLAN } from '../support/terraform';

const ADMINS = 'Administrators';

/** What a deployment writes down of who was in the admin group, and keeps. */
export function describeSeeding(of: () => Stage): void {
  const people = () => of().account.people;

  it('writes down who was in the admin group', async () => {
    const { account, admin } = of();
    const [seed, ...others] = await account.texts('iam-guardrails-ledger', 'seed');
    expect(JSON.parse(seed ?? '{}')).toEqual({
      version: 1,
      groupId: await people().idOfGroup(ADMINS),
      memberIds: [admin.id],
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
    });
    expect(others).toEqual([]);
  });

  it('keeps it, whoever joins later: a plan of the same caller has no change', async () => {
    const { rogue, terraform } = of();
    await people().join(ADMINS, rogue);
    const { exitCode, output } = await terraform.plan();
    expect(output).toContain('No changes.');
    expect(exitCode).toBe(PLAN.empty);
    await people().leave(ADMINS, rogue);
  });

  it('refuses another group under the same name', async () => {
    const { admin, terraform } = of();
    await people().renameGroup(ADMINS, 'Former');
    await people().createGroup(ADMINS);
    await people().join(ADMINS, admin);
    const { exitCode, output } = await terraform.plan();
    expect(exitCode).toBe(PLAN.refused);
    expect(output.replace(/\s*\n[│\s]*/g, ' ')).toContain('has another id than at the first deployment');
    await people().leave(ADMINS, admin);
    await people().deleteGroup(ADMINS);
    await people().renameGroup('Former', ADMINS);
  });
}
