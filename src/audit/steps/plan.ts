import type { RunPlan } from '../../domain/run/run-plan';
import { changeSpreadOf, type Spread, type SpreadRules } from '../batch/spread';
import { KEYS } from '../contract';
import type { PlanInput } from '../payloads/plan';
import { planRun, type PlanWork } from '../plan/plan-run';
import { checkRun } from '../run/run-record';
import type { StepScope } from './scope';

/** What the map that changes is given, if there is anything to change. */
export interface PlanAnswer {
  readonly planKey: string;
  readonly changesKey: string;
  readonly changes: number;
  readonly share: Spread;
}

/** What planning takes of its guardrail. */
export interface PlanStepWork<Row, Plan extends RunPlan> extends PlanWork<Row, Plan>, Pick<StepScope, 'lease'> {
  readonly spread: SpreadRules;
  /** Told of the plan once it is written down, for the log. */
  readonly planned: (plan: Plan) => void;
}

/** Plans what a run changes, once its batches are done. */
export async function planStep<Row, Plan extends RunPlan>(
  input: PlanInput,
  work: PlanStepWork<Row, Plan>,
): Promise<PlanAnswer> {
  await checkRun(input, work.store);
  await work.lease.take(input);
  const plan = await planRun(input, work);
  work.planned(plan);
  const changes = plan.mode === 'enforce' ? plan.items.length : 0;
  const [planKey, changesKey] = [`${input.prefix}/${KEYS.plan}`, `${input.prefix}/${KEYS.changes}`];
  return {
    planKey,
    changesKey,
    changes,
    share: changeSpreadOf(changes, work.spread),
  };
}
