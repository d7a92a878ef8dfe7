import type { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import type { Precondition } from '../../../constructs/event-trigger';
import { Schedule } from '../../../constructs/schedule';
import { ScheduleRole } from '../../../constructs/schedule-role';
import type { DeploymentProps } from '../../../foundation/deployment';

export interface AuditSchedule {
  /** Id among the schedules of the guardrail. */
  readonly id: string;
  /** Name without the prefix. */
  readonly name: string;
  readonly description: string;
  readonly expression: string;
  /** What the state machine is started with. */
  readonly input: object;
  /**
   * Conditions without which the schedule is not made.
   *
   * @default - none
   */
  readonly preconditions?: readonly Precondition[] | undefined;
}

export interface SchedulesProps extends Pick<
  DeploymentProps,
  'names' | 'accountId' | 'permissionsBoundaryArn' | 'kmsKeyArn'
> {
  /** Name of the guardrail whose runs they start. */
  readonly guardrail: string;

  readonly stateMachineArn: string;
  readonly schedules: readonly AuditSchedule[];
}

/** Makes what starts the runs of an audit. */
export function schedulesOf(scope: Construct, props: SchedulesProps): readonly TerraformResource[] {
  const { guardrail, names, accountId, stateMachineArn, permissionsBoundaryArn, kmsKeyArn } = props;
  const { roleArn } = new ScheduleRole(scope, 'schedule-role', {
    name: names.functionName(`${guardrail}-schedule`),
    path: names.rolePath,
    accountId,
    scheduleGroupArn: names.scheduleGroupArn,
    stateMachineArn,
    permissionsBoundaryArn,
    kmsKeyArn,
  });
  return props.schedules.map(
    ({ id, name, ...rest }) =>
      new Schedule(scope, `schedule-${id}`, {
        ...rest,
        name: names.functionName(name),
        targetArn: stateMachineArn,
        roleArn,
        kmsKeyArn,
      }).schedule,
  );
}
