import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Construct } from 'constructs';
import { Alarm } from '../../../constructs/alarm';
import { EventQueue } from '../../../constructs/event-queue';
import { NodeFunction } from '../../../constructs/node-function';
import type { Channel } from '../../../domain/notice/channel';
import type { DeploymentProps } from '../../../foundation/deployment';
import { handlerCode } from '../../../foundation/handler-code';
import { ENV, RULES_FILE } from '../../../wiring/contract';
import { ATTEMPTS, NOTIFY, TIMEOUT_SECONDS } from '../../contract';
import { channelPermissions } from '../permissions';

export interface ToldChannelProps extends DeploymentProps {
  readonly topicArn: string;
  readonly channel: Channel;

  /**
   * Which messages it gets, by their attributes.
   *
   * @default - all
   */
  readonly filterPolicy?: object | undefined;
}

/** The more important of a burst go first within a batch; an alarm says so where few are told at a time. */
const BATCH_SIZE = 10;

/** The fewest that Lambda allows; a channel takes about one message a second. */
const MAX_CONCURRENCY = 2;

/**
 * A channel that a function tells: a queue of its own, so that nothing it does delays another channel or a guardrail, and
 * a function of its own, which can read the secret of no other.
 */
export class ToldChannel extends Construct {
  /** Of a channel of Amazon Q Developer. */
  public readonly chatTopicArn: string | undefined;

  public constructor(scope: Construct, id: string, props: ToldChannelProps) {
    super(scope, id);
    const { channel, names, topicArn, kmsKeyArn } = props;
    const job = `${NOTIFY}-${channel.name}`;
    const queue = new EventQueue(this, 'queue', {
      name: names.functionName(job),
      from: { topic: topicArn },
      timeoutSeconds: TIMEOUT_SECONDS,
      maxReceives: ATTEMPTS,
      kmsKeyArn,
    });
    this.chatTopicArn = channel.type === 'amazonQ' ? this.makeChatTopic(props) : undefined;
    const fn = this.makeFunction(props, job, queue);
    new LambdaEventSourceMapping(this, 'mapping', {
      eventSourceArn: queue.queue.arn,
      functionName: fn.functionName,
      batchSize: BATCH_SIZE,
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: MAX_CONCURRENCY },
    });
    new SnsTopicSubscription(this, 'subscription', {
      topicArn,
      protocol: 'sqs',
      endpoint: queue.queue.arn,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: queue.deadLetters.arn }),
      ...(props.filterPolicy && { filterPolicy: JSON.stringify(props.filterPolicy) }),
    });
    this.alarm(props, job, { fn, queue });
  }

  /** Amazon Q shows whatever a topic has that it is subscribed to. */
  private makeChatTopic({ channel, names, kmsKeyArn }: ToldChannelProps): string {
    const name = names.chatTopic(channel.name);
    new SnsTopic(this, 'chat', { name, ...(kmsKeyArn !== undefined && { kmsMasterKeyId: kmsKeyArn }) });
    return names.chatTopicArn(channel.name);
  }

  private makeFunction(props: ToldChannelProps, job: string, queue: EventQueue): NodeFunction {
    const { channel, names, accountId, kmsKeyArn } = props;
    return new NodeFunction(this, 'function', {
      name: names.functionName(job),
      description: `Tells the channel ${channel.name} (${channel.type}) of notices and alarms`,
      code: handlerCode(NOTIFY, { [RULES_FILE]: `${JSON.stringify(channel, null, 2)}\n` }),
      environment: {
        [ENV.accountId]: accountId,
        [ENV.ledgerTable]: props.ledgerTable,
        [ENV.queueUrl]: queue.queue.url,
        [ENV.deadLettersUrl]: queue.deadLetters.url,
        [ENV.chatTopicArn]: this.chatTopicArn ?? '',
      },
      permissions: channelPermissions({
        ...{ names, accountId, kmsKeyArn, secret: channel.secret, chatTopicArn: this.chatTopicArn },
        functionArn: names.functionArn(job),
        queueArn: names.queueArn(job),
        deadLettersArn: names.queueArn(`${job}-dead-letters`),
        ledgerArn: names.ledgerArn,
      }),
      rolePath: names.rolePath,
      logRetentionDays: props.logRetentionDays,
      runtime: props.runtime,
      timeoutSeconds: TIMEOUT_SECONDS,
      permissionsBoundaryArn: props.permissionsBoundaryArn,
      kmsKeyArn,
    });
  }

  private alarm(
    { prefix, runbook, topicArn, channel }: ToldChannelProps,
    job: string,
    { fn, queue }: { readonly fn: NodeFunction; readonly queue: EventQueue },
  ): void {
    const about = { prefix, runbook, subject: job, articleOf: 'channel', topicArns: [topicArn] };
    const { name } = channel;
    new Alarm(this, 'failing', {
      ...{ ...about, kind: 'failing', above: 0 },
      says: `The function ${fn.functionName} failed; what it should have told the channel ${name} is tried again.`,
      ...{ namespace: 'AWS/Lambda', metricName: 'Errors', statistic: 'Sum' },
      dimensions: { FunctionName: fn.functionName },
    });
    new Alarm(this, 'dead-letters', {
      ...{ ...about, kind: 'dead-letters', above: 0 },
      says: `The channel ${name} was not told of a notice, which waits in ${queue.deadLetters.name}.`,
      ...{ namespace: 'AWS/SQS', metricName: 'ApproximateNumberOfMessagesVisible', statistic: 'Maximum' },
      dimensions: { QueueName: queue.deadLetters.name },
    });
    new Alarm(this, 'late', {
      ...{ ...about, kind: 'late', above: 0 },
      says: `The channel ${name} has taken no notice for 15 minutes; some wait to be tried again.`,
      // A message that waits for its next attempt is hidden; without one there is a moment when nothing is.
      ...{
        namespace: 'AWS/SQS',
        metricName: 'ApproximateNumberOfMessagesNotVisible',
        statistic: 'Minimum',
        periods: 3,
      },
      dimensions: { QueueName: queue.queue.name },
    });
  }
}
