import { z } from 'zod';
import { says } from '../policy/evaluator';
import { parseResourcePolicy, type ParsedPolicy } from '../policy/statement';
import { RequestContext } from '../policy/request-context';
import type { TerraformValues } from '../terraform/values';

const queuePolicy = z.object({ queue_url: z.string(), policy: z.string() });
const EVENTS = 'events.amazonaws.com';

/** Whether the queues let EventBridge in: without its own policy a queue takes nothing from a rule. */
export class QueuePolicies {
  private readonly byArn = new Map<string, ParsedPolicy>();

  constructor(values: TerraformValues, queues: readonly { readonly arn: string; readonly url: string }[]) {
    for (const { attributes } of values.ofType('aws_sqs_queue_policy')) {
      const { queue_url: url, policy } = queuePolicy.parse(attributes);
      const queue = queues.find((one) => one.url === url);
      if (queue) this.byArn.set(queue.arn, parseResourcePolicy(policy));
    }
  }

  letRuleSend(queueArn: string, ruleArn: string): boolean {
    const policy = this.byArn.get(queueArn);
    if (!policy) return false;
    const context = new RequestContext({ 'aws:SourceArn': ruleArn, 'aws:SecureTransport': 'true' });
    const request = { action: 'sqs:SendMessage', resource: queueArn, context };
    const forEvents = { ...policy, Statement: policy.Statement.filter(({ Principal }) => names(Principal)) };
    return says('Allow', [forEvents], request) && !says('Deny', [forEvents], request);
  }
}

/** Whether a statement speaks of EventBridge, by name or as everybody. */
function names(principal: unknown): boolean {
  if (principal === '*') return true;
  const { Service, AWS } = z.object({ Service: z.unknown(), AWS: z.unknown() }).partial().parse(principal);
  return [Service].flat().includes(EVENTS) || AWS === '*';
}
