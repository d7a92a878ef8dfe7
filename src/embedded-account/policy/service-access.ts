import { z } from 'zod';
import { says } from './evaluator';
import { RequestContext } from './request-context';
import type { ParsedPolicy } from './statement';

/** Services that send to what has a policy of its own. */
export type ServiceName = 'events.amazonaws.com' | 'sns.amazonaws.com';

/**
 * Whether the policy of a resource lets a service do something for one of its own resources.
 *
 * @param sourceArn the rule or topic that the service acts for
 */
export function letsService(
  policy: ParsedPolicy,
  service: ServiceName,
  sourceArn: string,
  asked: { readonly action: string; readonly resource: string },
): boolean {
  const [, , , , account = ''] = sourceArn.split(':');
  const context = new RequestContext({
    ...{ 'aws:SourceArn': sourceArn, 'aws:SourceAccount': account },
    'aws:SecureTransport': 'true',
  });
  const request = { ...asked, context };
  const forService = { ...policy, Statement: policy.Statement.filter(({ Principal }) => names(Principal, service)) };
  return says('Allow', [forService], request) && !says('Deny', [forService], request);
}

/** Whether a statement speaks of a service, by name or as everybody. */
function names(principal: unknown, service: ServiceName): boolean {
  if (principal === '*') return true;
  const { Service, AWS } = z.object({ Service: z.unknown(), AWS: z.unknown() }).partial().parse(principal);
  return [Service].flat().includes(service) || AWS === '*';
}
