import { z } from 'zod';
import type { AttachedPolicy } from '../policy/attached';
import { letsService, type ServiceName } from '../policy/service-access';
import { parseResourcePolicy, type ParsedPolicy } from '../policy/statement';
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
  letSend(queueArn: string, sender: ServiceName, sourceArn: string): boolean {
    const policy = this.byArn.get(queueArn);
    return (
      policy !== undefined && letsService(policy, sender, sourceArn, { action: 'sqs:SendMessage', resource: queueArn })
    );
  }
}
