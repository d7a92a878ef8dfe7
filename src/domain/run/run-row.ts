import type { EndingExemption } from '../exemption/exemption';
import type { SubjectKind } from '../identity/subject';
import type { Purpose } from './purpose';

/** What a run says of one principal, whatever else its guardrail says. */
export interface RunRow {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  /** What was decided, in the guardrail's own words. */
  readonly decision: { readonly kind: string; readonly reason: string };
}

/**
 * What a run found, decided and did.
 *
 * It holds no time but that of the run's start and no number of calls, so that a redrive writes the same bytes.
 */
export interface SummaryOf<Row extends RunRow, Counts> {
  readonly version: 1;
  readonly guardrail: string;
  readonly accountId: string;
  readonly runId: string;
  readonly purpose: Purpose;
  /** ISO 8601. */
  readonly startedAt: string;
  /** The settings the run went by. */
  readonly rules: Readonly<Record<string, unknown>>;
  readonly counts: Counts;
  /** By ARN. */
  readonly principals: readonly Row[];
  /** Exemptions that have ended, or end soon. Absent: none. */
  readonly endingExemptions?: readonly EndingExemption[];
  /** What people have to know of how the run found out what it says. Absent: nothing. */
  readonly remarks?: readonly string[];
}
