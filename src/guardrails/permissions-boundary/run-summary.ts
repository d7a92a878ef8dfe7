import type { DecisionReason } from '../../domain/run/reasons';
import type { SummaryOf } from '../../domain/run/run-row';
import type { UsedOn } from '../../domain/run/usage';
import type { AlteredBoundary, BoundaryPlan, KeptService, UnplannedReason } from './plan';
import type { SubjectKind } from '../../domain/identity/subject';

/** What was decided of a principal, in the guardrail's own words. */
export interface RowDecision {
  readonly kind: 'bound' | 'report' | 'leave';
  readonly reason: DecisionReason;
  /** Absent where the reason says it all. */
  readonly why?: string;
  /** Services that the boundary would allow; absent where none is decided. */
  readonly services?: readonly string[];
  /** Actions that it would allow beside them; absent where none is decided. */
  readonly actions?: readonly string[];
  /** The same of the boundary that it would have if somebody else's did not stand. Absent: it would have none, or none is foreign. */
  readonly would?: { readonly services: readonly string[]; readonly actions: readonly string[] };
  /** Services used since the boundary stands that it does not let through: a person decides. Absent: none. */
  readonly needsAgain?: readonly string[];
}

/** What became of a principal's boundary in a run that may change boundaries. */
export interface RowBoundary {
  readonly kind: 'done' | 'stands' | 'withheld' | 'left' | 'failed';
  /** Why the plan left it alone, in its own words; absent where it did not. */
  readonly reason?: UnplannedReason;
  /** Why it was left, or what went wrong; absent where the rest says it all. */
  readonly why?: string;
  /** The boundary that was put, or would be; absent where none is. */
  readonly policyArn?: string;
  /** The boundary that stood before; absent where none did. */
  readonly before?: string;
  /** Services that it lets through beyond those meant, because there is no room for a policy of its own. */
  readonly widened?: readonly string[];
  /** The style that is meant, because that of the settings finds no room in a policy. Absent: that of the settings. */
  readonly style?: 'allowUsed';
}

/** What became of a principal's tags. */
export interface RowTags {
  readonly kind: 'unchanged' | 'written' | 'left' | 'failed';
  /** Why they were left, why they are fewer than they should be, or what went wrong. */
  readonly why?: string;
  readonly set?: Readonly<Record<string, string>>;
  readonly removed?: readonly string[];
  /** What the keys of both held. */
  readonly before?: Readonly<Record<string, string>>;
}

/** One principal of a run. The numbers are null where there is no report to count. */
export interface Row {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly granted: number | null;
  readonly used: number | null;
  readonly unused: number | null;
  /** Part of the unused. */
  readonly neverUsed: number | null;
  /** Null as well where nothing is granted. */
  readonly coveragePercent: number | null;
  readonly usedServices: readonly string[];
  readonly unusedServices: readonly string[];
  readonly neverUsedServices: readonly string[];
  readonly unknownServices: readonly string[];
  /** When each service was last used. Absent: none was within the tracking period, or there is no report to count. */
  readonly usedOn?: UsedOn;
  /** ISO 8601; the newest of what Access Advisor and IAM know. Absent: never, or unknown. */
  readonly lastUsedAt?: string;
  /** ISO 8601; start of the run that asked for the report, which may be an earlier one. Absent where there is none to count. */
  readonly evidenceAt?: string;
  /** Users of a group; 0 for users and roles. */
  readonly members: number;
  readonly decision: RowDecision;
  readonly tags: RowTags;
  /** A sentence for people; empty where nothing would change. */
  readonly wouldChange: string;
  readonly boundaryArn?: string;
  /** Whether a policy may allow it to change what others may do. Absent: no. */
  readonly administersIam?: boolean;
  /** Whether a boundary of the project stands, and no run keeps it up. Absent: no. */
  readonly notKeptUp?: boolean;
  /** The boundary of the project that someone else removed. Absent: none. */
  readonly boundaryTaken?: string;
  /** Services that its boundary lets through because resource policies grant them to it by name. Absent: none. */
  readonly keptByResourcePolicy?: readonly KeptService[];
  /** Absent where the run plans no boundaries. */
  readonly boundary?: RowBoundary;
}

/** What a run comes to. */
export interface Counts {
  readonly principals: number;
  readonly users: number;
  readonly roles: number;
  readonly groups: number;
  /** With a report that was counted. */
  readonly audited: number;
  /** Part of the audited: by a report of an earlier run. */
  readonly reused: number;
  readonly bound: number;
  /** By reason, in the order of the alphabet. */
  readonly left: Readonly<Record<string, number>>;
  readonly tagged: number;
  /** Boundaries that were put. */
  readonly changed: number;
  /** With a service that a person has to open again. */
  readonly needsAgain: number;
  /** Left alone with a boundary of the project that stands. */
  readonly notKeptUp: number;
  /** Principals whose boundary someone else removed. */
  readonly boundariesTaken: number;
  /** To be bounded otherwise, and left for a later run. */
  readonly waiting: number;
  /** Without evidence because it could not be had, or with tags or a boundary that could not be put. */
  readonly failed: number;
}

/** What a run found, decided and did. */
export interface RunSummary extends SummaryOf<Row, Counts> {
  /** Absent where the run planned no boundaries. */
  readonly plan?: PlanSummary;
}

/** What a run planned, beside what it came to for each principal. */
export interface PlanSummary extends Pick<BoundaryPlan, 'mode' | 'scope' | 'collected' | 'notPrincipal' | 'unread'> {
  readonly altered: readonly AlteredBoundary[];
}

/** Whether something went wrong with a principal, so that a later run has to see to it. */
export function isFailed({ decision, tags, boundary }: Row): boolean {
  return decision.reason === 'evidence-failed' || tags.kind === 'failed' || boundary?.kind === 'failed';
}

/** Whether a principal's turn is yet to come: so many have a boundary changed in one run, and no more. */
export function isWaiting({ boundary }: Row): boolean {
  return boundary?.reason === 'next-wave' || boundary?.reason === 'change-limit';
}

/** @param startedAt ISO 8601, start of the run */
export function countsOf(rows: readonly Row[], startedAt: string): Counts {
  const count = (is: (row: Row) => boolean) => rows.filter(is).length;
  const reasons = rows.filter(({ decision }) => decision.kind === 'leave').map(({ decision }) => decision.reason);
  return {
    principals: rows.length,
    users: count(({ kind }) => kind === 'user'),
    roles: count(({ kind }) => kind === 'role'),
    groups: count(({ kind }) => kind === 'group'),
    audited: count(({ granted }) => granted !== null),
    reused: count(({ evidenceAt }) => evidenceAt !== undefined && Date.parse(evidenceAt) < Date.parse(startedAt)),
    bound: count(({ decision }) => decision.kind === 'bound'),
    left: Object.fromEntries(
      [...new Set(reasons)].sort().map((reason) => [reason, reasons.filter((one) => one === reason).length]),
    ),
    tagged: count(({ tags }) => tags.kind === 'written'),
    changed: count(({ boundary }) => boundary?.kind === 'done'),
    needsAgain: count(({ decision }) => decision.needsAgain !== undefined),
    notKeptUp: count(({ notKeptUp }) => notKeptUp === true),
    boundariesTaken: count(({ boundaryTaken }) => boundaryTaken !== undefined),
    waiting: count(isWaiting),
    failed: count(isFailed),
  };
}

/** Whether a run counts as a success: one in which most of those it asked about failed does not, though it ended well. */
export function isSuccess({ audited, failed }: Pick<Counts, 'audited' | 'failed'>): boolean {
  return failed === 0 || failed <= audited;
}
