import * as z from 'zod/mini';
import type { Principal } from '../../domain/identity/principal';
import { EVERYBODY } from '../../domain/ledger/hold';
import type { Kinds, RecordedChange } from '../../domain/recorded-change/kinds';
import type { PlannedItem, RunPlan } from '../../domain/run/run-plan';
import { planHead, plannedPrincipal } from '../plan/plan-object';
import { read } from '../reading';
import { changesIn, type RecordedRow, type RowOutcome } from './row';

/** What a run is to change of one principal, in its order. */
export interface RecordedItem<C extends RecordedChange> extends PlannedItem {
  readonly changes: readonly C[];
}

/** Why a principal is left as it is though changes are meant. */
export interface LeftForNow extends PlannedItem {
  /**
   * `next-change-run`: this run takes nothing away. `next-wave`: `limits.changesPerRun` is reached. `change-limit`:
   * `limits.maxChangePercent` is. `released`: a person released it since the wave began. `flipped`: someone else undid it
   * twice, and a person has to release it.
   */
  readonly reason: 'next-change-run' | 'next-wave' | 'change-limit' | 'released' | 'flipped';
}

/** What a run is about to change, by changes that the ledger remembers. */
export type RecordedPlan<C extends RecordedChange> = RunPlan<RecordedItem<C>, LeftForNow>;

const plan = z.object({
  ...planHead,
  items: z.array(z.object({ principal: plannedPrincipal, changes: z.array(z.unknown()) })),
  left: z.array(
    z.object({
      principal: plannedPrincipal,
      reason: z.enum(['next-change-run', 'next-wave', 'change-limit', 'released', 'flipped']),
    }),
  ),
});

/** Reads a plan. */
export function recordedPlanIn<C extends RecordedChange>({ read: readChange }: Pick<Kinds<C>, 'read'>) {
  /** @throws PayloadError naming the field */
  return (value: unknown, which: string): RecordedPlan<C> => {
    const { items, ...rest } = read(plan, value, which);
    const own = items.map(({ principal, changes }) => ({
      principal,
      changes: changesIn(changes, readChange, principal, which),
    }));
    return { ...rest, items: own };
  };
}

/** What changes are held back by. */
export interface DraftAround {
  readonly accountId: string;
  readonly scope: RunPlan['scope'];
  /** Unique ids of principals that a person has released since the wave began; `*` is everybody. */
  readonly held: ReadonlySet<string>;
  /** Unique ids of principals of which someone else undid a change twice. */
  readonly flipped: ReadonlySet<string>;
  readonly limits: { readonly changesPerRun: number; readonly maxChangePercent: number };
}

/** So many may be changed whatever their share is: a small account would wait for ever. */
const LEAST_CHANGES = 5;

/**
 * Splits the changes meant, in the order of ARNs, into those of this run and those that wait. A run between change runs
 * takes nothing away that no change run has decided.
 */
export function draftChanges<C extends RecordedChange>(
  rows: readonly RecordedRow<C>[],
  { accountId, scope, held, flipped, limits }: DraftAround,
): { readonly items: readonly RecordedItem<C>[]; readonly left: readonly LeftForNow[]; readonly waiting: number } {
  const most = Math.max(LEAST_CHANGES, Math.floor((rows.length * limits.maxChangePercent) / 100));
  const items: RecordedItem<C>[] = [];
  const left: LeftForNow[] = [];
  const reasonFor = (id: string): LeftForNow['reason'] | undefined => {
    if (held.has(id) || held.has(EVERYBODY)) return 'released';
    if (flipped.has(id)) return 'flipped';
    if (scope === 'widening') return 'next-change-run';
    if (items.length >= limits.changesPerRun) return 'next-wave';
    return items.length >= most ? 'change-limit' : undefined;
  };
  const meant = rows.filter(({ changes }) => changes.length > 0);
  for (const { changes, ...row } of meant.toSorted((one, other) => (one.arn < other.arn ? -1 : 1))) {
    const principal = principalOf(row, accountId);
    const reason = reasonFor(row.id);
    if (reason === undefined) items.push({ principal, changes });
    else left.push({ principal, reason });
  }
  const waits = left.filter(({ reason }) => reason === 'next-wave' || reason === 'change-limit');
  return { items, left, waiting: waits.length };
}

/** @throws Error for a group, of which nothing is ever changed */
function principalOf({ kind, id, arn, name }: Omit<RecordedRow<never>, 'changes'>, accountId: string): Principal {
  if (kind === 'group') throw new Error(`${arn}: a group is not changed`);
  return { kind, accountId, id, arn, name };
}

/** Adds to a row what was planned for it, and what came of it. */
export function outcomesOf<C extends RecordedChange>(
  { items, left, mode }: RecordedPlan<C>,
  changed: readonly ({ readonly id: string } & Omit<RowOutcome, 'kind'> & {
      readonly kind: Exclude<RowOutcome['kind'], 'withheld'>;
    })[],
): ReadonlyMap<string, RowOutcome> {
  const known = new Map(changed.map(({ id, ...outcome }) => [id, outcome]));
  const ofItem = (id: string): RowOutcome =>
    mode === 'observe' ? { kind: 'withheld' } : (known.get(id) ?? { kind: 'failed', why: 'its batch failed' });
  return new Map([
    ...left.map(({ principal, reason }) => [principal.id, { kind: 'left', why: reason }] as const),
    ...items.map(({ principal: { id } }) => [id, ofItem(id)] as const),
  ]);
}
