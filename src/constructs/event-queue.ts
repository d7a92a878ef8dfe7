import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Construct } from 'constructs';
import { policyDocument, tlsOnly } from './policy-document';

/** Rules of EventBridge, or a topic of SNS, by ARN. */
export type QueueSource = { readonly rules: readonly string[] } | { readonly topic: string };

export interface EventQueueProps {
  /** Queue name; the dead letters' queue has `-dead-letters` behind it. */
  readonly name: string;

  /** What the queue takes messages from, and from nothing else. */
  readonly from: QueueSource;

  /** Longest a single message is worked on. */
  readonly timeoutSeconds: number;

  /**
   * How often a message is handed out before it is a dead letter.
   *
   * @default 5
   */
  readonly maxReceives?: number;

  /**
   * Key that encrypts the messages; its policy must let the service use it that sends.
   *
   * @default - a key of SQS
   */
  readonly kmsKeyArn?: string | undefined;
}

/** Lambda's advice: time for all of a function's own retries before a message is shown again. */
const VISIBILITY_FACTOR = 6;
const FOURTEEN_DAYS = 14 * 86_400;

/** A queue between a rule or a topic and a function, with a second queue for what could not be worked on. */
export class EventQueue extends Construct {
  public readonly queue: SqsQueue;
  public readonly deadLetters: SqsQueue;

  public constructor(scope: Construct, id: string, props: EventQueueProps) {
    super(scope, id);
    const { name, kmsKeyArn, from, maxReceives = 5 } = props;
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
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: this.deadLetters.arn, maxReceiveCount: maxReceives }),
      ...encryption,
    });

    for (const [policyId, queue] of [
      ['policy', this.queue],
      ['dead-letters-policy', this.deadLetters],
    ] as const) {
      new SqsQueuePolicy(this, policyId, { queueUrl: queue.url, policy: policyFor(queue.arn, from) });
    }
  }
}

function policyFor(queueArn: string, from: QueueSource): string {
  const [Sid, Service, arns] =
    'rules' in from
      ? ['FromRules', 'events.amazonaws.com', from.rules]
      : ['FromTopic', 'sns.amazonaws.com', [from.topic]];
  return policyDocument([
    {
      Sid,
      Effect: 'Allow',
      Principal: { Service },
      Action: 'sqs:SendMessage',
      Resource: queueArn,
      Condition: { ArnEquals: { 'aws:SourceArn': arns } },
    },
    tlsOnly('sqs:*', [queueArn]),
  ]);
}
