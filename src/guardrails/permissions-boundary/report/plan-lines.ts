import type { BoundaryPlan } from '../plan';
import { PERMISSIONS_BOUNDARY } from '../contract';
import type { Line, LoggedRun } from './log';
import { placeIn } from './words';

/** What a run plans, in numbers; who gets what stands in the object. */
export function planLine(run: LoggedRun, plan: BoundaryPlan): Line {
  const { mode, scope, items, left, altered, collected, notPrincipal, kept = [], unread = [] } = plan;
  const reasons = [...new Set(left.map(({ reason }) => reason))].sort();
  const counts = Object.fromEntries(
    reasons.map((one) => [one, left.filter(({ reason }) => reason === one).length] as const),
  );
  return {
    ...headOf('plan', run),
    ...{ mode, scope, boundaries: items.length, left: counts },
    widened: items.filter(({ widened }) => widened !== undefined).length,
    ...{ altered, collected, notPrincipal, keptByResourcePolicy: kept.length, unread: unread.length },
    message: `${run.purpose} run plans ${items.length} boundaries and leaves ${left.length} principals as they are`,
  };
}

/** Resources whose policies cannot be read: nobody is warned of what they say, and what they grant is not known. */
export function unreadResourceLine(run: LoggedRun, arn: string, why: string): Line {
  return { ...headOf('unread-resource', run), arn, why, message: `not read: ${placeIn(arn)} (${why})` };
}

function headOf(msgtype: string, { account, runId, purpose, startedAt }: LoggedRun): Line {
  return { msgtype, guardrail: PERMISSIONS_BOUNDARY, account, runId, purpose, startedAt };
}
