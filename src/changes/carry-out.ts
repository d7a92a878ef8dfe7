import type { Change, Ladder, Outcome } from '../domain/change';

/** Carries out one change; `refused` when a quota of IAM is used up. */
export type Carrier = (change: Change) => Promise<'done' | 'refused'>;

/**
 * Climbs a ladder until a rung holds.
 *
 * @throws Error when IAM refuses every rung, so that the event is retried and people are alarmed
 */
export async function carryOut(ladder: Ladder, mode: 'observe' | 'enforce', carry: Carrier): Promise<Outcome> {
  const [first] = ladder;
  if (first === undefined) return { kind: 'nothing-to-do' };
  if (mode === 'observe') return { kind: 'withheld', changes: first };

  const done: Change[] = [];
  const refused: Change['kind'][] = [];
  for (const rung of ladder) {
    const refusal = await climb(rung, carry, done);
    if (refusal === undefined) return { kind: 'done', changes: done, refused };
    refused.push(refusal);
  }
  throw new Error(`IAM refused every way to deny: ${refused.join(', ')}; its quotas are used up`);
}

async function climb(rung: readonly Change[], carry: Carrier, done: Change[]): Promise<Change['kind'] | undefined> {
  for (const change of rung) {
    if ((await carry(change)) === 'refused') return change.kind;
    done.push(change);
  }
  return undefined;
}
