import * as z from 'zod/mini';
import type { KindWords, Kinds } from '../../domain/recorded-change/kinds';
import type { Principal } from '../../domain/identity/principal';

/** What a slot of a principal holds goes from one state to another, such as an access key from `Active` to `Inactive`. */
export interface SlotSet {
  readonly kind: 'slot-set';
  readonly principal: Principal;
  /** The slot, as the ids of its entries begin: `key-AKIA…`. */
  readonly slot: string;
  /** Absent: nothing. */
  readonly from?: string;
  /** Absent: nothing. */
  readonly to?: string;
  /** ISO 8601; when what the slot is about was last seen, where nobody could say that once the change is made. */
  readonly lastSeenAt?: string;
}

const text = z.string().check(z.minLength(1));

const slotSet = {
  kind: z.literal('slot-set'),
  principal: z.object({ kind: z.enum(['user', 'role']), accountId: text, id: text, arn: text, name: text }),
  from: z.optional(text),
  to: z.optional(text),
  lastSeenAt: z.optional(text),
};

/**
 * Kinds of a guardrail that changes nothing but what its slots hold.
 *
 * @param byPrefix how changes are worded, by what their slots begin with, such as `key-`
 * @param ending which of them take something away for good. @default none
 */
export function slotKinds(
  byPrefix: Readonly<Record<string, KindWords>>,
  ending: Pick<Kinds<SlotSet>, 'takesPrincipal' | 'ends'> = {},
): Kinds<SlotSet> {
  const kinds = Object.entries(byPrefix);
  const kindOf = (slot: string) => kinds.find(([prefix]) => slot.startsWith(prefix))?.[1];
  // Another guardrail's changes are of this kind, too: the slot tells whose they are.
  const own = z.object({ ...slotSet, slot: text.check(z.refine((slot) => kindOf(slot) !== undefined)) });
  const words = together(kinds.map(([, one]) => one));
  return {
    ...ending,
    read: (stored) => own.parse(stored),
    slot: ({ slot }) => slot,
    isSlot: (slot) => kindOf(slot) !== undefined,
    from: ({ from }) => from,
    to: ({ to }) => to,
    joined: ({ kind, principal, slot, to }, { from }) => ({
      ...{ kind, principal, slot },
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    }),
    words,
    wordsOf: ({ slot }) => kindOf(slot) ?? words,
  };
}

/** How changes of several kinds are worded where nobody says of which. */
const together = (all: readonly KindWords[]): KindWords => ({
  slot: all.map(({ slot }) => slot).join(' or '),
  undone: all.map(({ undone }) => undone).join(' or '),
  misplaced: (meantFor, on) => all.map(({ misplaced }) => misplaced(meantFor, on)).join(', or '),
});
