import { planPolicy } from '../../../src/cli/plan-policy';
import { someSettings } from '../../support/settings';
import type { Stage } from '../support/stage';
import { PLAN } from '../support/terraform';

/** How moto calls what IAM calls otherwise. */
const SERVICES: Readonly<Record<string, string>> = { awslambda: 'lambda', stepfunctions: 'states' };
const ACTIONS: Readonly<Record<string, string>> = { 's3:HeadBucket': 's3:ListBucket' };

function inIam(call: string): string {
  const [service = '', action = ''] = call.split(':');
  const named = `${SERVICES[service] ?? service}:${action}`;
  return ACTIONS[named] ?? named;
}

/** Plans what is deployed, as the role that plans pull requests does. */
export function describePlanning(stageOf: () => Stage): void {
  describe('planned by the role of pull requests', () => {
    it('has no change, and makes no call that its policy does not allow', async () => {
      const stage = stageOf();
      const made = (
        await stage.callsOf(async () => {
          const { exitCode, output } = await stage.terraform.planUnlocked(stage.admin.keys);
          expect(output).toContain('No changes.');
          expect(exitCode).toBe(PLAN.empty);
        })
      ).map(inIam);
      const allowed = planPolicy(someSettings(stage.settings)).Statement.flatMap(({ Action = [] }) => Action);
      expect(made.length).toBeGreaterThan(40);
      expect(made.filter((call) => !allowed.includes(call)).sort()).toEqual([]);
    });
  });
}
