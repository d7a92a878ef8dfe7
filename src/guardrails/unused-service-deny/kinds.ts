import * as z from 'zod/mini';
import type { RecordedLedger } from '../../aws/ledger/recorded';
import type { Services } from '../../domain/policy/services';
import type { RecordedEntry } from '../../domain/recorded-change/entry';
import type { Kinds, RecordedChange } from '../../domain/recorded-change/kinds';
import type { Principal } from '../../domain/identity/principal';
import { isGroup } from './bridge-group';

/** The services that a user is denied become others. */
export interface ServicesDenied extends RecordedChange {
  readonly kind: 'services-denied';
  readonly principal: Principal;
  /** ARNs of the policies that deny before, as {@link stateOf} writes them. Absent: none. */
  readonly from?: string;
  /** The same of those that deny after it. Absent: none. */
  readonly to?: string;
  /** Services that are denied before, in the order of the alphabet. */
  readonly before: Services;
  /** Services that are denied after it, in the order of the alphabet. */
  readonly after: Services;
  /**
   * Services that policies granted then, of those that are denied before or after it: what is granted later is not among
   * them. Absent where all that are denied are named.
   */
  readonly granted?: readonly string[] | undefined;
  /**
   * The user may have no room for the new policies beside the old ones, so that a group bridges the change, or has one from
   * an earlier change. Absent: there is room enough, and no group.
   */
  readonly mayBridge?: true;
}

/** Such a change, as the ledger remembers it. */
export type DenyEntry = RecordedEntry<ServicesDenied>;

/** The changes that were made to users. */
export type DenyLedger = RecordedLedger<ServicesDenied>;

/** The slot of a user that holds its denies. */
export const DENY_SLOT = 'services';

const text = z.string().check(z.minLength(1));

/** Services as JSON. */
export const services = z.union([z.array(text), z.object({ allBut: z.array(text) })]);

const servicesDenied = z.object({
  kind: z.literal('services-denied'),
  principal: z.object({ kind: z.enum(['user', 'role']), accountId: text, id: text, arn: text, name: text }),
  ...{ from: z.optional(text), to: z.optional(text) },
  ...{ before: services, after: services, granted: z.optional(z.array(text)) },
  mayBridge: z.optional(z.literal(true)),
});

/**
 * What a user's slot holds: the ARNs of the project's denies that it has, in an order, and that of the group that bridges a
 * change of them, for as long as there is one; undefined where it has none of them.
 */
export function stateOf(arns: readonly string[]): string | undefined {
  return arns.length === 0 ? undefined : arns.toSorted().join(' ');
}

/** ARNs of the policies in what a slot holds. */
export function arnsIn(state: string | undefined): readonly string[] {
  return state === undefined ? [] : state.split(' ').filter((arn) => !isGroup(arn));
}

const setOf = (state: string | undefined): ReadonlySet<string> => new Set(arnsIn(state));

const covers = (one: ReadonlySet<string>, other: ReadonlySet<string>) => [...other].every((arn) => one.has(arn));

/** A user has its denies or others: one slot holds them all. */
export const DENY_KINDS: Kinds<ServicesDenied> = {
  read: (stored) => servicesDenied.parse(stored),
  slot: () => DENY_SLOT,
  isSlot: (slot) => slot === DENY_SLOT,
  from: ({ from }) => from,
  to: ({ to }) => to,
  // A group of an earlier change is taken away by the next.
  isBefore: (state, { from }) => stateOf(arnsIn(state)) === from,
  // New policies are attached before the old ones are detached, to the user or to a group that it is in.
  isBetween: (state, { from, to }) => {
    const [seen, old, meant] = [setOf(state), setOf(from), setOf(to)];
    if (![...seen].every((arn) => old.has(arn) || meant.has(arn))) return false;
    return state !== from && state !== to && (covers(seen, old) || covers(seen, meant));
  },
  // By the policies, and not by the services: those are not what is attached.
  takesNothing: ({ from, to }) => covers(setOf(from), setOf(to)),
  joined: ({ kind, principal, to, after, granted }, { from, before }) => ({
    ...{ kind, principal },
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...{ before, after, ...(granted !== undefined && { granted }) },
  }),
  words: {
    slot: 'deny of unused services',
    undone: 'took the deny of unused services away',
    misplaced: (meantFor, on) => `the deny of unused services meant for ${meantFor} was attached to ${on}`,
  },
};
