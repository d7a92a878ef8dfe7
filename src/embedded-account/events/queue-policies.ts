import { z } from 'zod';
import type { AttachedPolicy } from '../policy/attached';
import { says } from '../policy/evaluator';
import { parseResourcePolicy, type ParsedPolicy } from '../policy/statement';
import { RequestContext } from '../policy/request-context';
import type { TerraformValues } from '../terraform/values';

const queuePolicy = z.object({ queue_url: z.string(), policy: z.string() });

/** What a call on a queue is judged by beside the caller's own policies: either may allow it, and a deny of either wins. */
export const queueSide = (
  policies: ReadonlyMap<string, ParsedPolicy>,
  arn: string,
): { readonly attached?: AttachedPolicy } => {
  const policy = policies.get(arn);
  return policy === undefined ? {} : { attached: { policy, mustAllow: false } };
};

/** Services that send to queues. */
export type Sender = 'events.amazonaws.com' | 'sns.amazonaws.com';

/** Whether the queues let a service in: without its own policy a queue takes nothing from a rule or a topic. */
export class QueuePolicies {
  private readonly byArn = new Map<string, ParsedPolicy>();

  constructor(values: TerraformValues, queues: readonly { readonly arn: string; readonly url: string }[]) {
    for (const { attributes } of values.ofType('aws_sqs_queue_policy')) {
      const { queue_url: url, policy } = queuePolicy.parse(attributes);
      const queue = queues.find((one) => one.url === url);
      if (queue) this.byArn.set(queue.arn, parseResourcePolicy(policy));
    }
  }

  /** The policies of these queues, of those that have one. */
  of(queueArns: readonly string[]): ReadonlyMap<string, ParsedPolicy> {
    return new Map([...this.byArn].filter(([arn]) => queueArns.includes(arn)));
  }

  /** @param sourceArn the rule or topic */
  letSend(queueArn: string, sender: Sender, sourceArn: string): boolean {
    const policy = this.byArn.get(queueArn);
    if (!policy) return false;
    const context = new RequestContext({ 'aws:SourceArn': sourceArn, 'aws:SecureTransport': 'true' });
    const request = { action: 'sqs:SendMessage', resource: queueArn, context };
    const forSender = { ...policy, Statement: policy.Statement.filter(({ Principal }) => names(Principal, sender)) };
    return says('Allow', [forSender], request) && !says('Deny', [forSender], request);
  }
}

/** Whether a statement speaks of a service, by name or as everybody. */
function names(principal: unknown, sender: Sender): boolean {
  if (principal === '*') return true;
  const { Service, AWS } = z.object({ Service: z.unknown(), AWS: z.unknown() }).partial().parse(principal);
  return [Service].flat().includes(sender) || AWS === '*';
}
