import type { BoundariesAround } from '../plan/plan-boundaries';
import type { Sha256 } from '../../../../domain/policy/content-name';
import type { OwnPolicies } from '../../../../domain/policy/own-policies';
import type { BoundaryEntry } from '../../kinds';
import { assignBoundaries, type Assignment } from './assign';
import { wantedOf } from './wanted';
import type { Rules } from '../../rules';

/** What a draft goes by, whatever the run has found. */
export interface DraftBy {
  readonly rules: Pick<Rules, 'style' | 'alwaysAllow' | 'limits'>;
  readonly own: OwnPolicies;
  readonly sha256: Sha256;
}

/** Drafts who gets which boundary, by what the batches found and what the ledger remembers. */
export function draftOf({ rows, open, ...around }: BoundariesAround, { rules, own, sha256 }: DraftBy): Assignment {
  const { policySizeQuota } = around.quotas;
  return assignBoundaries(wantedOf(rows, { ...rules, own, policySizeQuota }), {
    ...{ ...around, own, sha256, limits: rules.limits },
    flipped: idsIn(open, 'flipped'),
    unconfirmed: idsIn(open, 'recorded'),
  });
}

function idsIn(open: readonly BoundaryEntry[], state: BoundaryEntry['state']): ReadonlySet<string> {
  return new Set(open.flatMap((entry) => (entry.state === state ? [entry.change.principal.id] : [])));
}
