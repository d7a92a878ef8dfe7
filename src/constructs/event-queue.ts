import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Construct } from 'constructs';
import { policyDocument, tlsOnly } from './policy-document';

export interface EventQueueProps {
  /** Queue name; the dead letters' queue has `-dead-letters` behind it. */
  readonly name: string;

  /** Rules whose events the queue takes, and no others. */
  readonly ruleArns: readonly string[];

  /** Longest a single message is worked on. */
  readonly timeoutSeconds: number;

  /**
   * Key that encrypts the messages; its policy must let events.amazonaws.com use it.
   *
   * @default - a key of SQS
   */
  readonly kmsKeyArn?: string | undefined;
}

/** Lambda's advice: time for all of a function's own retries before a message is shown again. */
const VISIBILITY_FACTOR = 6;
const MAX_RECEIVES = 5;
const FOURTEEN_DAYS = 14 * 86_400;

/** A queue between a rule and a function, with a second queue for what could not be worked on. */
export class EventQueue extends Construct {
  public readonly queue: SqsQueue;
  public readonly deadLetters: SqsQueue;

  public constructor(scope: Construct, id: string, props: EventQueueProps) {
    super(scope, id);
    const { name, kmsKeyArn, ruleArns } = props;
    const encryption = kmsKeyArn === undefined ? { sqsManagedSseEnabled: true } : { kmsMasterKeyId: kmsKeyArn };

    this.deadLetters = new SqsQueue(this, 'dead-letters', {
      name: `${name}-dead-letters`,
      messageRetentionSeconds: FOURTEEN_DAYS,
      ...encryption,
    });

    this.queue = new SqsQueue(this, 'queue', {
      name,
      messageRetentionSeconds: FOURTEEN_DAYS,
      visibilityTimeoutSeconds: props.timeoutSeconds * VISIBILITY_FACTOR,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: this.deadLetters.arn, maxReceiveCount: MAX_RECEIVES }),
      ...encryption,
    });

    for (const [policyId, queue] of [
      ['policy', this.queue],
      ['dead-letters-policy', this.deadLetters],
    ] as const) {
      new SqsQueuePolicy(this, policyId, { queueUrl: queue.url, policy: fromRulesOnly(queue.arn, ruleArns) });
    }
  }
}

function fromRulesOnly(queueArn: string, ruleArns: readonly string[]): string {
  return policyDocument([
    {
      Sid: 'FromRules',
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queueArn,
      Condition: { ArnEquals: { 'aws:SourceArn': ruleArns } },
    },
    tlsOnly('sqs:*', [queueArn]),
  ]);
}
