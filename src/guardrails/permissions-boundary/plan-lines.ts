import type { BoundaryPlan } from '../../domain/boundary-plan';
import { PERMISSIONS_BOUNDARY } from './contract';
import type { Line, Run } from './log';

/** What a run plans, in numbers; who gets what stands in the object. */
export function planLine(run: Run, { mode, scope, items, left, altered, collected, notPrincipal }: BoundaryPlan): Line {
  const reasons = [...new Set(left.map(({ reason }) => reason))].sort();
  const counts = Object.fromEntries(
    reasons.map((one) => [one, left.filter(({ reason }) => reason === one).length] as const),
  );
  return {
    ...headOf('plan', run),
    ...{ mode, scope, boundaries: items.length, left: counts },
    widened: items.filter(({ widened }) => widened !== undefined).length,
    ...{ altered, collected, notPrincipal },
    message: `${run.purpose} run plans ${items.length} boundaries and leaves ${left.length} principals as they are`,
  };
}

/** A resource whose policy cannot be read: nobody is warned of what it says. */
export function unreadResourceLine(run: Run, arn: string, why: string): Line {
  return { ...headOf('unread-resource', run), arn, why, message: `${arn} is not looked at for NotPrincipal: ${why}` };
}

function headOf(msgtype: string, { account, runId, purpose, startedAt }: Run): Line {
  return { msgtype, guardrail: PERMISSIONS_BOUNDARY, account, runId, purpose, startedAt };
}
