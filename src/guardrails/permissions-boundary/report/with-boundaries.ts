import type { Changed } from '../../../domain/run/run-plan';
import type { BoundaryPlan, KeptService } from '../plan';
import type { Row, RowBoundary } from '../run-summary';

/**
 * Adds to the rows of a run what it planned for each principal, and what came of it.
 *
 * @param changed of every batch of changes that succeeded; whoever is planned and not among them is a failure
 * @throws Error for a plan of somebody whom the run does not look at
 */
export function withBoundaries(rows: readonly Row[], plan: BoundaryPlan, changed: readonly Changed[]): readonly Row[] {
  const outcomes = new Map(changed.map((one) => [one.id, one]));
  const boundaries = new Map<string, RowBoundary>([
    ...plan.left.map((left) => [left.principal.id, ofLeft(left)] as const),
    ...plan.items.map((item) => [item.principal.id, ofItem(item, plan.mode, outcomes.get(item.principal.id))] as const),
  ]);
  const known = new Set(rows.map(({ id }) => id));
  const stranger = [...boundaries.keys()].find((id) => !known.has(id));
  if (stranger !== undefined) throw new Error(`the plan is about ${stranger}, who is not audited`);
  const kept = new Map((plan.kept ?? []).map(({ id, services }) => [id, services]));
  return rows.map((row) => {
    const boundary = boundaries.get(row.id);
    const services = kept.get(row.id);
    if (boundary === undefined) return row;
    const more = services && { keptByResourcePolicy: services };
    return { ...row, ...more, boundary, wouldChange: boundary.kind === 'stands' ? '' : wouldChange(row, services) };
  });
}

/** A batch knows nothing of resource policies. */
function wouldChange(row: Row, kept: readonly KeptService[] = []): string {
  if (kept.length === 0 || row.wouldChange === '') return row.wouldChange;
  return `${row.wouldChange}, beyond what resource policies grant (${kept.map(({ service }) => service).join(', ')})`;
}

function ofLeft({ reason, why, widened, style }: BoundaryPlan['left'][number]): RowBoundary {
  const more = { ...(widened && { widened }), ...(style && { style }) };
  if (reason === 'stands') return { kind: 'stands', ...more };
  return { kind: 'left', reason, ...(why !== undefined && { why }), ...more };
}

function ofItem(
  { boundaryArn, before, widened, style }: BoundaryPlan['items'][number],
  mode: BoundaryPlan['mode'],
  outcome: Changed | undefined,
): RowBoundary {
  const { kind, why } = mode === 'observe' ? WITHHELD : (outcome ?? UNSEEN);
  return {
    kind,
    ...(why !== undefined && { why }),
    policyArn: boundaryArn,
    ...(before && { before: before.policyArn }),
    ...(widened && { widened }),
    ...(style && { style }),
  };
}

const WITHHELD: Pick<RowBoundary, 'kind' | 'why'> = { kind: 'withheld' };
const UNSEEN: Pick<RowBoundary, 'kind' | 'why'> = { kind: 'failed', why: 'its batch failed' };
