import type { SummaryForm } from '../../audit/run/summary';
import { planObjectOf } from './apply/plan/plan-object';
import { rowsOf } from './apply/rows';
import { boundedSubject, type BoundedSubject } from './bounded-subject';
import type { BoundaryPlan } from './plan';
import { countsOf, type Counts, type PlanSummary, type Row } from './run-summary';
import { COLUMNS } from './report/columns';
import { missing } from './report/row';
import { withBoundaries } from './report/with-boundaries';

/** How the summary of a run reads its rows and its plan, counts and shows them. */
export const SUMMARY_FORM: SummaryForm<BoundedSubject, Row, BoundaryPlan, Counts, { readonly plan?: PlanSummary }> = {
  subject: boundedSubject,
  ...{ rowsOf, planIn: planObjectOf, missing, countsOf, columns: COLUMNS, withPlan: withBoundaries },
  more: (plan) => (plan === undefined ? {} : { plan: planSummaryOf(plan) }),
};

function planSummaryOf({ mode, scope, altered, collected, notPrincipal, unread = [] }: BoundaryPlan): PlanSummary {
  return { mode, scope, altered, collected, notPrincipal, ...(unread.length > 0 && { unread }) };
}
