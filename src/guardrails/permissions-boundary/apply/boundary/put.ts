import type { MakePorts } from '../../../../changes/recorded/make';
import { makeAllRecorded } from '../../../../changes/recorded/make-all';
import type { BoundarySet } from '../../../../domain/change/change';
import type { Changed } from '../../../../domain/run/run-plan';
import type { PlannedBoundary } from '../../plan';
import type { ownTextOf } from './own-text';

/** How planned boundaries are put. */
export interface PutWork {
  readonly runId: string;
  readonly making: MakePorts<BoundarySet>;
  /** Whether a policy of the project says what it was made to say, and is there. */
  readonly textOf: (policyArn: string) => ReturnType<typeof ownTextOf>;
}

/** The change that a planned boundary means. */
export function changeOf({ principal, boundaryArn, before }: PlannedBoundary): BoundarySet {
  return { kind: 'boundary-set', principal, policyArn: boundaryArn, ...(before !== undefined && { before }) };
}

/** Puts planned boundaries on their principals; the text of a policy is looked at once, however many it is put on. */
export function puttingBoundaries({ runId, making, textOf }: PutWork) {
  const texts = new Map<string, ReturnType<PutWork['textOf']>>();
  return async (item: PlannedBoundary, leave?: () => void): Promise<Omit<Changed, 'id'>> => {
    const { boundaryArn } = item;
    const looked = texts.get(boundaryArn) ?? textOf(boundaryArn);
    texts.set(boundaryArn, looked);
    const text = await looked;
    if (text !== 'intact') return { kind: 'left', why: `policy ${boundaryArn} ${WHY[text]}` };
    const outcome = await makeAllRecorded([changeOf(item)], runId, leaving(making, leave));
    return { kind: outcome.kind, ...('why' in outcome && { why: outcome.why }) };
  };
}

/** While a boundary that was put waits for a look at everybody, another may be put. */
function leaving({ shows, ...making }: MakePorts<BoundarySet>, leave?: () => void): MakePorts<BoundarySet> {
  if (shows === undefined) return making;
  return {
    ...making,
    shows: (change) => {
      leave?.();
      return shows(change);
    },
  };
}

const WHY = {
  altered: 'was altered since the plan; the next run gives it its text back first',
  gone: 'was deleted since the plan; the next run makes it again',
} as const;
