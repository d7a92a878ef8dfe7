import type { StateMachines } from '../states/machines';
import type { Schedules } from '../states/schedules';
import * as shapes from './shapes';
import type { TerraformValues } from './values';

/** Makes the stack's state machines and what starts them. */
export function deployMachines(
  values: TerraformValues,
  { machines, schedules }: { readonly machines: StateMachines; readonly schedules: Schedules },
): void {
  for (const { attributes } of values.ofType('aws_sfn_state_machine')) {
    const { name, arn, role_arn: roleArn, definition } = shapes.stateMachine.parse(attributes);
    machines.create({ name, arn, roleArn, definition });
  }
  for (const { attributes } of values.ofType('aws_scheduler_schedule')) {
    const { name, group_name: group, state, target } = shapes.schedule.parse(attributes);
    const { arn: targetArn, role_arn: roleArn, input } = target;
    schedules.create({ name, group, isEnabled: state === 'ENABLED', targetArn, roleArn, input });
  }
}
