import type { Change, Ladder, Outcome, Rung } from '../domain/change/change';

/** What became of one change; `refused` when a quota of IAM is used up. */
export type Carried = 'done' | 'refused' | { readonly failed: string };

export type Carrier<C extends Change = Change> = (change: C) => Promise<Carried>;

/** Climbs a ladder until a rung holds. A ladder that ends, or a change that went wrong, is an outcome people are told. */
export async function carryOut<C extends Change>(
  ladder: Ladder<C>,
  mode: 'observe' | 'enforce',
  carry: Carrier<C>,
): Promise<Outcome<C>> {
  const [first] = ladder;
  if (first === undefined) return { kind: 'nothing-to-do' };
  if (mode === 'observe') return { kind: 'withheld', changes: first };

  const changes: C[] = [];
  const refused: C['kind'][] = [];
  for (const rung of ladder) {
    const end = await climb(rung, carry, changes);
    if (end === undefined) return { kind: 'done', changes, refused };
    if (end.failed !== undefined) return { kind: 'failed', changes, why: end.failed };
    refused.push(end.kind);
  }
  return {
    kind: 'failed',
    changes,
    why: `IAM refused every way to deny: ${refused.join(', ')}; its quotas are used up`,
  };
}

/** @returns the change that ended the climb; undefined when the rung holds */
async function climb<C extends Change>(
  rung: Rung<C>,
  carry: Carrier<C>,
  done: C[],
): Promise<{ readonly kind: C['kind']; readonly failed?: string } | undefined> {
  for (const change of rung) {
    const carried = await carry(change);
    if (carried !== 'done') return { kind: change.kind, ...(carried !== 'refused' && carried) };
    done.push(change);
  }
  return undefined;
}
