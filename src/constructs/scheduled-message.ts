import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { Construct } from 'constructs';
import type { EventQueue } from './event-queue';

export interface ScheduledMessageProps {
  /** Name of the rule. */
  readonly name: string;

  /** What the message is for, shown in the AWS console. */
  readonly description: string;

  /** Minutes between two messages; a whole number. */
  readonly everyMinutes: number;

  /** Queue that takes messages of this rule. */
  readonly queue: EventQueue;

  /** Text of the message. */
  readonly message: string;
}

/** Puts the same message into a queue again and again. */
export class ScheduledMessage extends Construct {
  public readonly rule: CloudwatchEventRule;
  public readonly target: CloudwatchEventTarget;

  public constructor(scope: Construct, id: string, props: ScheduledMessageProps) {
    super(scope, id);
    const { queue, deadLetters } = props.queue;

    this.rule = new CloudwatchEventRule(this, 'rule', {
      name: props.name,
      description: props.description,
      scheduleExpression: `rate(${props.everyMinutes} ${props.everyMinutes === 1 ? 'minute' : 'minutes'})`,
    });

    this.target = new CloudwatchEventTarget(this, 'target', {
      rule: this.rule.name,
      targetId: 'queue',
      arn: queue.arn,
      input: props.message,
      deadLetterConfig: { arn: deadLetters.arn },
    });
  }
}
