import { type z } from 'zod';
import { accessDenied } from '../wire/aws-error';
import { patternOf } from '../events/pattern';
import { type QueuePolicies, queueSide } from '../events/queue-policies';
import { EventSourceQueue } from '../events/queue';
import * as shapes from './shapes';
import { concurrencyOf } from './functions';
import type { DeploymentTarget } from './target';

/** What Lambda needs of the function's role to read its queue. */
const QUEUE_ACTIONS = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
/** Has a function read a queue. */
export function deployMapping(
  one: z.infer<typeof shapes.mapping>,
  queues: readonly z.infer<typeof shapes.queue>[],
  queuePolicies: QueuePolicies,
  into: DeploymentTarget,
): void {
  const source = queues.find(({ arn }) => arn === one.event_source_arn);
  const pool = [...into.pools.values()].find(({ definition: { name, arn } }) =>
    [name, arn].includes(one.function_name),
  );
  if (!source || !pool) throw new Error(`the mapping of ${one.function_name} joins things that do not exist`);
  const redrive =
    source.redrive_policy === undefined ? undefined : shapes.redrive.parse(JSON.parse(source.redrive_policy));
  const policies = queuePolicies.of([source.arn, ...(redrive ? [redrive.deadLetterTargetArn] : [])]);
  // Creating a mapping fails in AWS too when the role cannot read the queue.
  for (const action of QUEUE_ACTIONS) {
    const demand = { action, resource: source.arn, ...queueSide(policies, source.arn) };
    if (into.authorizer.roleMay(pool.definition.roleId, demand)) continue;
    throw accessDenied(`the role of ${pool.definition.name} is not authorized to perform: ${action} on ${source.arn}`);
  }
  const definition = {
    arn: source.arn,
    functionName: pool.definition.name,
    batchSize: one.batch_size,
    maximumConcurrency: concurrencyOf(one, into),
    reportsBatchItemFailures: one.function_response_types.includes('ReportBatchItemFailures'),
    ...(redrive && { maxReceiveCount: redrive.maxReceiveCount, deadLettersArn: redrive.deadLetterTargetArn }),
    visibilitySeconds: source.visibility_timeout_seconds,
    policies,
  };
  const { identifiers, clock } = into.state;
  const invoke = (payload: string) => pool.invoke(payload);
  into.queues.set(source.arn, new EventSourceQueue(definition, identifiers, invoke, clock));
}

/** What a queue does not let in goes to the dead letters of the subscription, where they let it in. */
export function subscribe(
  one: z.infer<typeof shapes.subscription>,
  policies: QueuePolicies,
  into: DeploymentTarget,
): void {
  const { topic_arn: topicArn, protocol, endpoint, filter_policy: filter, raw_message_delivery: raw } = one;
  const { redrive_policy: redrive } = one;
  const deadLettersArn =
    redrive === undefined ? undefined : shapes.subscriptionRedrive.parse(JSON.parse(redrive)).deadLetterTargetArn;
  const mayEnter = (arn: string) => policies.letSend(arn, 'sns.amazonaws.com', topicArn);
  const deliver = (body: string, attributes: Readonly<Record<string, string>>) => {
    if (mayEnter(endpoint)) queueAt(into, endpoint).send(body, attributes);
    else if (deadLettersArn !== undefined && mayEnter(deadLettersArn)) {
      [...into.queues.values()]
        .find(({ definition }) => definition.deadLettersArn === deadLettersArn)
        ?.bury(body, attributes);
    }
  };
  into.topics.subscribe(topicArn, {
    ...{ protocol, endpoint, raw },
    ...(filter !== undefined && { filter: patternOf(JSON.parse(filter)) }),
    ...(protocol === 'sqs' && { deliver }),
  });
}

/** @throws Error where no function reads the queue */
export function queueAt({ queues }: DeploymentTarget, arn: string): EventSourceQueue {
  const found = queues.get(arn);
  if (!found) throw new Error(`the target of a rule or a topic is no queue that a function reads: ${arn}`);
  return found;
}
