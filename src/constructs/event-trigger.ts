import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import { Construct } from 'constructs';
import { EventQueue } from './event-queue';

/** A condition that Terraform checks before it plans a change, and the words shown when it fails. */
export interface Precondition {
  readonly condition: string;
  readonly errorMessage: string;
}

export interface EventTriggerProps {
  /** Names the rule, the queue and the queue of dead letters. */
  readonly name: string;

  /** What the rule listens for, shown in the AWS console. */
  readonly description: string;

  readonly pattern: object;

  /** ARNs of the rules that may send to the queue, this one's among them: the queues name them before they exist. */
  readonly ruleArns: readonly string[];

  readonly functionName: string;

  /** Longest a single event is worked on. */
  readonly timeoutSeconds: number;

  /** Events worked on at the same time; the others wait in the queue. At least 2. */
  readonly maxConcurrency: number;

  /**
   * Whether read-only calls match too.
   *
   * @default false
   */
  readonly readOnlyCalls?: boolean;

  /**
   * Conditions without which the rule is not made.
   *
   * @default - none
   */
  readonly preconditions?: readonly Precondition[];

  /**
   * Key that encrypts the queues.
   *
   * @default - a key of SQS
   */
  readonly kmsKeyArn?: string | undefined;
}

/**
 * Events of the default bus that reach a function through a queue.
 *
 * Between the two a burst waits instead of failing, in accounts too whose quota leaves nothing to reserve.
 */
export class EventTrigger extends Construct {
  public readonly rule: CloudwatchEventRule;
  public readonly target: CloudwatchEventTarget;
  public readonly queue: EventQueue;

  public constructor(scope: Construct, id: string, props: EventTriggerProps) {
    super(scope, id);
    const { name, kmsKeyArn, ruleArns, timeoutSeconds } = props;
    this.queue = new EventQueue(this, 'queue', { name, from: { rules: ruleArns }, timeoutSeconds, kmsKeyArn });

    new LambdaEventSourceMapping(this, 'mapping', {
      eventSourceArn: this.queue.queue.arn,
      functionName: props.functionName,
      // One event, one fate: a broken event must not take its neighbours to the dead letters.
      batchSize: 1,
      scalingConfig: { maximumConcurrency: props.maxConcurrency },
    });

    this.rule = new CloudwatchEventRule(this, 'rule', {
      name,
      description: props.description,
      eventPattern: JSON.stringify(props.pattern),
      state: props.readOnlyCalls === true ? 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' : 'ENABLED',
      lifecycle: { precondition: [...(props.preconditions ?? [])] },
    });

    this.target = new CloudwatchEventTarget(this, 'target', {
      rule: this.rule.name,
      targetId: 'queue',
      arn: this.queue.queue.arn,
      deadLetterConfig: { arn: this.queue.deadLetters.arn },
    });
  }
}
