import type { z } from 'zod';
import type { RuleTarget } from '../events/bus';
import { transformerOf } from '../events/input-transformer';
import { readPattern } from '../events/pattern';
import type { QueuePolicies } from '../events/queue-policies';
import { letsService } from '../policy/service-access';
import { parseResourcePolicy } from '../policy/statement';
import { queueAt } from './queues';
import * as shapes from './shapes';
import type { DeploymentTarget } from './target';
import type { TerraformValues } from './values';

const EVENTS = 'events.amazonaws.com';

/** Takes a text to a target of a rule. */
type Send = (text: string) => void;

/** Makes the stack's rules on the default bus, which send to queues and topics whose policies let them. */
export function deployRules(values: TerraformValues, policies: QueuePolicies, into: DeploymentTarget): void {
  const all = <T>(type: string, shape: z.ZodType<T>) =>
    values.ofType(type).map(({ attributes }) => shape.parse(attributes));
  const targets = all('aws_cloudwatch_event_target', shapes.target);
  const topicPolicies = new Map(
    all('aws_sns_topic_policy', shapes.topicPolicy).map(({ arn, policy }) => [arn, parseResourcePolicy(policy)]),
  );
  const senderTo =
    (arn: string, ruleArn: string): Send =>
    (text) => {
      if (!arn.includes(':sns:')) {
        if (policies.letSend(arn, EVENTS, ruleArn)) queueAt(into, arn).send(text);
        return;
      }
      const policy = topicPolicies.get(arn);
      // The policy that SNS gives a topic lets no rule publish.
      if (policy && letsService(policy, EVENTS, ruleArn, { action: 'sns:Publish', resource: arn }))
        publish(arn, text, into);
    };
  for (const one of all('aws_cloudwatch_event_rule', shapes.rule)) {
    const own = targets.filter(({ rule: name }) => name === one.name);
    const targetsOf = own.map((target, index): [string, RuleTarget] => [
      // Terraform makes up an id where the stack names none.
      target.target_id ?? `terraform-${index + 1}`,
      targetOf(target, senderTo(target.arn, one.arn)),
    ]);
    const eventPattern = one.event_pattern === undefined ? {} : { eventPattern: readPattern(one.event_pattern) };
    const { schedule_expression: schedule } = one;
    const rule = { arn: one.arn, state: one.state, targets: new Map(targetsOf), ...eventPattern };
    into.bus.deploy(one.name, { ...rule, ...(schedule !== undefined && { schedule }) });
  }
}

function targetOf({ arn, input, input_transformer: given }: z.infer<typeof shapes.target>, send: Send): RuleTarget {
  const transformer = given && transformerOf(given.input_paths, given.input_template);
  return {
    arn,
    ...(input !== undefined && { input }),
    ...(transformer && { transformer }),
    deliver: (body) => {
      send(input ?? (transformer && body !== undefined ? transformer.textOf(JSON.parse(body)) : body) ?? '');
    },
  };
}

/** A message of EventBridge has no subject and no attributes. */
function publish(topicArn: string, message: string, { topics, state }: DeploymentTarget): void {
  const messageId = state.identifiers.uuid('notification', `${topicArn} ${message}`);
  topics.publish({ topicArn, message, attributes: {} }, messageId, state.clock.now());
}
