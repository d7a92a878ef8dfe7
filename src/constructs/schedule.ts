import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import { Construct } from 'constructs';
import type { Precondition } from './event-trigger';

export interface ScheduleProps {
  readonly name: string;

  /** What it starts and why, shown in the AWS console. */
  readonly description: string;

  /** `rate(…)`, which fires at once as well, or `cron(…)` in UTC. */
  readonly expression: string;

  /** What EventBridge Scheduler starts. */
  readonly targetArn: string;

  /** Role it starts it as. */
  readonly roleArn: string;

  /** What the target is given, as JSON. */
  readonly input: object;

  /**
   * Conditions without which the schedule is not made.
   *
   * @default - none
   */
  readonly preconditions?: readonly Precondition[] | undefined;

  /**
   * Key that encrypts the input; its policy must let the role use it.
   *
   * @default - a key of EventBridge Scheduler
   */
  readonly kmsKeyArn?: string | undefined;
}

/** Starts something again and again, with the same input. */
export class Schedule extends Construct {
  public readonly schedule: SchedulerSchedule;

  public constructor(scope: Construct, id: string, props: ScheduleProps) {
    super(scope, id);
    const { preconditions = [], kmsKeyArn } = props;
    this.schedule = new SchedulerSchedule(this, 'schedule', {
      name: props.name,
      description: props.description,
      scheduleExpression: props.expression,
      flexibleTimeWindow: { mode: 'OFF' },
      target: { arn: props.targetArn, roleArn: props.roleArn, input: JSON.stringify(props.input) },
      ...(kmsKeyArn !== undefined && { kmsKeyArn }),
      ...(preconditions.length > 0 && { lifecycle: { precondition: [...preconditions] } }),
    });
  }
}
