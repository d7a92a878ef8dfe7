import { z } from 'zod';
import { says } from '../../policy/evaluator';
import { RequestContext } from '../../policy/request-context';
import { parseResourcePolicy } from '../../policy/statement';
import type { Role } from '../entities';

const named = z.object({ Service: z.union([z.string(), z.array(z.string())]) });

/** Whether an AWS service may act as a role. @param context what the service says of the resource it acts for */
export function trusts({ trust }: Role, service: string, context: Readonly<Record<string, string>>): boolean {
  const policy = parseResourcePolicy(trust);
  const Statement = policy.Statement.filter(({ Principal }) => {
    if (Principal === '*') return true;
    const { data } = named.safeParse(Principal);
    return [data?.Service].flat().includes(service);
  });
  const request = { action: 'sts:AssumeRole', resource: '*', context: new RequestContext(context) };
  const about = [{ ...policy, Statement }];
  return says('Allow', about, request) && !says('Deny', about, request);
}
