import * as z from 'zod/mini';
import type { Principal } from '../../domain/identity/principal';
import { EVERYBODY } from '../../domain/ledger/hold';
import type { Kinds, RecordedChange } from '../../domain/recorded-change/kinds';
import type { PlannedItem, RunPlan } from '../../domain/run/run-plan';
import type { RunRow } from '../../domain/run/run-row';
import type { AlteredPolicy } from '../../changes/policies/make-all';
import { byTurn, type Taking, type Turns } from '../../domain/run/turns';
import { planHead, plannedPrincipal } from '../plan/plan-object';
import { read } from '../reading';
import { changesIn, type RecordedRow, type RowOutcome } from './row';

/** What a run is to change of one principal, in its order. */
export interface RecordedItem<C extends RecordedChange> extends PlannedItem {
  readonly changes: readonly C[];
}

/** Why a plan leaves a principal as it is though changes are meant. */
const LEFT_FOR_NOW = [
  /** This run takes nothing away. */
  'next-change-run',
  /** `limits.changesPerRun` is reached. */
  'next-wave',
  /** `limits.maxChangePercent` is reached. */
  'change-limit',
  /** A person released it since the wave began. */
  'released',
  /** Someone else undid it twice, and a person has to release it. */
  'flipped',
  /** The account has no room for another policy. */
  'no-policy-left',
  /** Somebody altered the policy that it has, or was to get. */
  'policy-altered',
] as const;

/** A principal that is left as it is though changes are meant. */
export interface LeftForNow extends PlannedItem {
  readonly reason: (typeof LEFT_FOR_NOW)[number];
}

/** What a plan says of the policies that its changes take. */
export interface PlannedPolicies {
  /** Policies of the project that somebody altered, and what became of them. */
  readonly altered: readonly AlteredPolicy[];
  /** ARNs of policies that nobody uses any more, and that are deleted. */
  readonly collected: readonly string[];
}

/** What a run is about to change, by changes that the ledger remembers. */
export interface RecordedPlan<C extends RecordedChange> extends RunPlan<RecordedItem<C>, LeftForNow> {
  /** Absent where the guardrail makes no policies. */
  readonly policies?: PlannedPolicies | undefined;
}

const text = z.string();

const plan = z.object({
  ...planHead,
  items: z.array(z.object({ principal: plannedPrincipal, changes: z.array(z.unknown()) })),
  left: z.array(z.object({ principal: plannedPrincipal, reason: z.enum(LEFT_FOR_NOW) })),
  policies: z.optional(
    z.object({
      altered: z.array(
        z.union([
          z.object({ arn: text, restored: z.literal(true) }),
          z.object({ arn: text, restored: z.literal(false), why: text }),
        ]),
      ),
      collected: z.array(text),
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
export interface DraftAround<C extends RecordedChange> {
  readonly accountId: string;
  readonly scope: RunPlan['scope'];
  /** Unique ids of principals that a person has released since the wave began; `*` is everybody. */
  readonly held: ReadonlySet<string>;
  /** Unique ids of principals of which someone else undid a change twice. */
  readonly flipped: ReadonlySet<string>;
  /** Who comes first where not all can be changed at once. */
  readonly turns: Turns;
  readonly limits: { readonly changesPerRun: number; readonly maxChangePercent: number };
  /**
   * The part of a change that only gives back, which nothing holds back; the change itself where it takes nothing.
   *
   * @default - every change takes something
   */
  readonly givingPart?: ((change: C) => C | undefined) | undefined;
}

/** The changes of a run, and whom it leaves though changes are meant. */
export interface ChosenChanges<C extends RecordedChange> {
  readonly items: readonly RecordedItem<C>[];
  readonly left: readonly LeftForNow[];
}

/** The same, with what the next run has to know of it. */
export interface DraftedChanges<C extends RecordedChange> extends ChosenChanges<C> {
  /** How many wait for a later run; some of them are given back what they are to have meanwhile. */
  readonly waiting: number;
  readonly taking: Taking;
}

/** So many may be changed whatever their share is: a small account would wait for ever. */
const LEAST_CHANGES = 5;

/**
 * Splits the changes meant into those of this run and those that wait: in turn, and else in the order of ARNs. A run
 * between change runs takes nothing away that no change run has decided.
 */
export function draftChanges<C extends RecordedChange>(
  rows: readonly RecordedRow<C>[],
  around: DraftAround<C>,
): DraftedChanges<C> {
  const { accountId, held, flipped, turns, givingPart = () => undefined } = around;
  const hindranceOf = ({ id }: RecordedRow<C>): LeftForNow['reason'] | undefined => {
    if (held.has(id) || held.has(EVERYBODY)) return 'released';
    return flipped.has(id) ? 'flipped' : undefined;
  };
  const takes = ({ changes }: RecordedRow<C>) => changes.some((change) => givingPart(change) !== change);
  const meant = rows
    .filter(({ changes }) => changes.length > 0)
    .toSorted((one, other) => (one.arn < other.arn ? -1 : 1));
  const inTurn = meant.filter((row) => takes(row) && hindranceOf(row) === undefined).toSorted(byTurn(turns));
  const { most, limit } = limitOf(rows.length, around);
  const now = new Set(inTurn.slice(0, most).map(({ id }) => id));
  const items: RecordedItem<C>[] = [];
  const left: LeftForNow[] = [];
  for (const row of meant) {
    const principal = principalOf(row, accountId);
    const [hindrance, isLate] = [hindranceOf(row), takes(row) && !now.has(row.id)];
    const changes = isLate ? row.changes.flatMap((change) => givingPart(change) ?? []) : row.changes;
    if (hindrance !== undefined) left.push({ principal, reason: hindrance });
    else if (changes.length > 0) items.push({ principal, changes });
    else left.push({ principal, reason: limit });
  }
  const later = meant.filter((row) => takes(row) && !now.has(row.id)).map(({ id }) => id);
  const waiting = limit === 'next-change-run' ? 0 : inTurn.length - now.size;
  return { items, left, waiting, taking: { now: [...now], later } };
}

/** From how many a run takes something, and why it does from no more. */
function limitOf(
  principals: number,
  { scope, limits }: Pick<DraftAround<never>, 'scope' | 'limits'>,
): { readonly most: number; readonly limit: 'next-change-run' | 'next-wave' | 'change-limit' } {
  if (scope === 'widening') return { most: 0, limit: 'next-change-run' };
  const share = Math.max(LEAST_CHANGES, Math.floor((principals * limits.maxChangePercent) / 100));
  if (limits.changesPerRun <= share) return { most: limits.changesPerRun, limit: 'next-wave' };
  return { most: share, limit: 'change-limit' };
}

/** @throws Error for a group, of which nothing is ever changed */
function principalOf(
  { kind, id, arn, name }: Pick<RunRow, 'kind' | 'id' | 'arn' | 'name'>,
  accountId: string,
): Principal {
  if (kind === 'group') throw new Error(`${arn}: a group is not changed`);
  return { kind, accountId, id, arn, name };
}

/** What was planned for each principal, and what came of it, by unique id. */
export function outcomesOf<C extends RecordedChange>(
  { items, left, mode }: RecordedPlan<C>,
  changed: readonly ({ readonly id: string } & Omit<RowOutcome, 'kind'> & {
      readonly kind: Exclude<RowOutcome['kind'], 'withheld'>;
    })[],
): ReadonlyMap<string, { readonly outcome: RowOutcome; readonly changes?: readonly C[] }> {
  const known = new Map(changed.map(({ id, ...outcome }) => [id, outcome]));
  const ofItem = (id: string): RowOutcome =>
    mode === 'observe' ? { kind: 'withheld' } : (known.get(id) ?? { kind: 'failed', why: 'its batch failed' });
  return new Map<string, { readonly outcome: RowOutcome; readonly changes?: readonly C[] }>([
    ...left.map(({ principal, reason }) => [principal.id, { outcome: { kind: 'left', why: reason } }] as const),
    ...items.map(({ principal: { id }, changes }) => [id, { outcome: ofItem(id), changes }] as const),
  ]);
}
