import type { Changed } from '../../../domain/run/run-plan';
import type { PlannedBoundary } from '../plan';
import type { Outcome, TagsSet } from '../../../domain/change/change';
import type { Purpose } from '../../../domain/run/purpose';
import type { Counts, Row, RunSummary } from '../run-summary';
import { type METRICS, PERMISSIONS_BOUNDARY } from '../contract';
import type { Judgement } from '../judge/judge';
import { rowOf } from './row';
import type { Rules } from '../rules';
import { counted, reasonOf } from '../../../domain/notice/lists';
import { boundaryIn } from './words';

/** A line of the log, to be written as JSON. */
export type Line = Readonly<Record<string, unknown>>;

/** The run that a line is about. */
export interface LoggedRun {
  readonly account: string;
  readonly runId: string;
  readonly purpose: Purpose;
  /** ISO 8601. */
  readonly startedAt: string;
}

/** First line of a run, with the configuration it goes by. */
export function startLine(run: LoggedRun, rules: Rules, principals: number): Line {
  return {
    msgtype: 'start',
    ...headOf(run),
    ...rules,
    principals,
    message: `${run.purpose} run over ${counted(principals, 'principal')} starts`,
  };
}

/** Last line of a run, with the configuration it went by. */
export function endLine(run: LoggedRun, rules: Rules, counts: Counts): Line {
  const { audited, reused, bound, changed, waiting, needsAgain, tagged, failed } = counts;
  const boundaries =
    rules.mode === 'enforce'
      ? `${counted(changed, 'boundary', 'boundaries')} changed, ${waiting} waiting, ${needsAgain} in need of a service again`
      : `${bound} would be bounded`;
  return {
    msgtype: 'end',
    ...headOf(run),
    ...rules,
    counts,
    message: `${run.purpose} run ends: ${audited} audited (${reused} by earlier reports), ${boundaries}, ${tagged} tagged, ${failed} failed`,
  };
}

/** Changes that are looked at one by one from now on, which takes longer. */
export function lookedAloneLine(run: LoggedRun, why: string): Line {
  return { msgtype: 'looked-alone', ...headOf(run), why, message: `each change is looked at alone: ${why}` };
}

/** Policies that are left for the plan to make, which takes longer. */
export function aheadLine(run: LoggedRun, why: string): Line {
  return { msgtype: 'policies-left', ...headOf(run), why, message: `the plan makes the policies: ${why}` };
}

/** A policy that cannot be read: whoever has it keeps what it might allow. */
export function unreadLine(run: LoggedRun, why: string): Line {
  return { msgtype: 'unread-policy', ...headOf(run), why, message: `taken for one that may allow anything: ${why}` };
}

/** What a run comes to in numbers, for the metrics; the average is over those with a coverage, and absent without any. */
export function metricsOf({
  counts,
  principals,
  plan,
}: Pick<RunSummary, 'counts' | 'principals' | 'plan'>): Partial<Record<(typeof METRICS)[number], number | undefined>> {
  const percents = principals.flatMap(({ coveragePercent }) => coveragePercent ?? []);
  return {
    principals: counts.principals,
    audited: counts.audited,
    reused: counts.reused,
    left: Object.values(counts.left).reduce((sum, number) => sum + number, 0),
    failed: counts.failed,
    tagged: counts.tagged,
    wouldBind: counts.bound,
    ...(plan && {
      changed: counts.changed,
      needsAgain: counts.needsAgain,
      waiting: counts.waiting,
      alteredPolicies: plan.altered.length,
    }),
    averageCoverage: percents.length === 0 ? undefined : percents.reduce((sum, one) => sum + one, 0) / percents.length,
  };
}

/** A line for everybody about whom the run planned something, one for each policy that was altered or deleted. */
export function boundaryLines(
  { principals, plan }: Pick<RunSummary, 'principals' | 'plan'>,
  run: LoggedRun,
): readonly Line[] {
  const { account, runId } = run;
  const head = { account, runId };
  return [
    ...(plan?.altered ?? []).map(({ arn, restored, why }) => ({
      ...{ msgtype: 'altered-policy', ...head, policyArn: arn, restored, ...(why !== undefined && { why }) },
      message: `${arn} was altered${restored ? ', and says again what it is for' : ` and is not restored: ${why ?? ''}`}`,
    })),
    ...(plan?.collected ?? []).map((policyArn) => ({
      ...{ msgtype: 'collected-policy', ...head, policyArn },
      message: `${policyArn}, which nobody used, is deleted`,
    })),
    ...principals.flatMap((row) => {
      const { kind: entitytype, name: entityname, boundary, decision } = row;
      if (boundary === undefined) return [];
      const { kind, ...rest } = boundary;
      const again = decision.needsAgain ? { needsAgain: decision.needsAgain } : {};
      const keeps = row.keptByResourcePolicy ? { keptByResourcePolicy: row.keptByResourcePolicy } : {};
      const message = `${entitytype} ${entityname}: boundary ${boundaryIn(boundary)}`;
      return {
        msgtype: 'boundary',
        ...head,
        entitytype,
        entityname,
        boundary: kind,
        ...rest,
        ...again,
        ...keeps,
        message,
      };
    }),
  ];
}

/** What became of a boundary that was planned, as soon as it is known; the `boundary` line of the summary comes later. */
export function changeLine(
  { account, runId }: LoggedRun,
  { principal, boundaryArn, before }: PlannedBoundary,
  { kind, why }: Changed,
): Line {
  const { kind: entitytype, name: entityname, arn, id } = principal;
  return {
    ...{ msgtype: 'boundary-change', guardrail: PERMISSIONS_BOUNDARY, account, runId },
    ...{ entitytype, entityname, arn, id, outcome: kind, ...(why !== undefined && { why }), boundaryArn },
    ...(before !== undefined && { before: before.policyArn }),
    message: `${entitytype} ${entityname}: change of boundary ${reasonOf({ reason: kind, why })}`,
  };
}

/** The lines about one principal: one for each service it ever used, and one that sums it up. */
export function linesOf(
  judgement: Judgement,
  outcome: Outcome<TagsSet>,
  run: LoggedRun,
  rules: Rules,
): readonly Line[] {
  const row = rowOf(judgement, outcome, rules, new Date(run.startedAt));
  return [...detailsOf(judgement, run), summaryLine(row, run)];
}

/** What a function knows beside these of its run is no matter of the log. */
/** What every line of a run begins with. */
export function headOf({ account, runId, purpose, startedAt }: LoggedRun): Line {
  return { guardrail: PERMISSIONS_BOUNDARY, account, runId, purpose, startedAt };
}

function detailsOf({ subject, evidence }: Judgement, run: LoggedRun): readonly Line[] {
  if (evidence?.kind !== 'report') return [];
  const { account, runId } = run;
  const { kind: entitytype, name: entityname } = subject;
  return evidence.services.flatMap(({ service, lastUsedAt, entities }) => {
    if (lastUsedAt === undefined) return [];
    return {
      ...{ msgtype: 'detail', account, runId, entitytype, entityname, service },
      TotalAuthenticatedEntities: entities,
      lastAuthenticated: lastUsedAt,
      message: `${entitytype} ${entityname} used ${service} at ${lastUsedAt}`,
    };
  });
}

function summaryLine(row: Row, { account, runId }: LoggedRun): Line {
  const { kind: entitytype, name: entityname, granted, used, unused, coveragePercent, decision, tags } = row;
  const numbers = granted === null ? 'is not counted' : `used ${used} of ${counted(granted, 'service')}`;
  return {
    ...{ msgtype: 'summary', account, runId, entitytype, entityname, granted, used, unused },
    coverage: coveragePercent,
    ...(row.evidenceAt !== undefined && { evidenceAt: row.evidenceAt }),
    decision: decision.kind,
    reason: decision.reason,
    ...(decision.why !== undefined && { why: decision.why }),
    ...(decision.needsAgain && { needsAgain: decision.needsAgain }),
    ...(row.notKeptUp === true && { notKeptUp: true }),
    ...(row.boundaryTaken !== undefined && { boundaryTaken: row.boundaryTaken }),
    ...(row.administersIam === true && { administersIam: true }),
    tags,
    message: `${entitytype} ${entityname} ${numbers}: ${row.wouldChange || `${decision.kind}, ${reasonOf(decision)}`}`,
  };
}
