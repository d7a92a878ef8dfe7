import type { Clock } from '../../domain/clock';
import { GONE } from '../../domain/change/change';
import { wordsOf, type Kinds, type RecordedChange } from '../../domain/recorded-change/kinds';
import { settled } from '../settled';
import type { Hands, Seen } from './hands';

/** What came of a change that was carried out: it stands, or why it does not. */
export type CarriedOut = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly why: string };

/** What carrying out a recorded change takes. */
export interface CarryOutPorts<C extends RecordedChange> {
  readonly kinds: Kinds<C>;
  readonly hands: Hands<C>;
  /** For the waits between two looks. */
  readonly clock: Clock;
  /**
   * Whether a look at everybody shows a change that was carried out just now; false says nothing, and it is looked at alone.
   *
   * @default - each change is looked at alone
   */
  readonly shows?: ((change: C) => Promise<boolean>) | undefined;
}

/**
 * Makes a change that is recorded, and looks whether it stands: for 15 seconds, or until it is known that it never will.
 *
 * A name may change hands between the look and the change (THREATS R1).
 *
 * @param seen what the slot held before
 */
export async function carryOutRecorded<C extends RecordedChange>(
  change: C,
  seen: Seen,
  { kinds, hands, clock, shows }: CarryOutPorts<C>,
): Promise<CarriedOut> {
  const carried = await hands.carry(change, seen);
  if (carried === 'refused') return { kind: 'failed', why: 'a quota of IAM is used up' };
  if (carried !== 'done') return { kind: 'failed', why: carried.failed };
  if ((await shows?.(change)) === true) return { kind: 'done' };

  const { principal } = change;
  if (kinds.takesPrincipal?.(change) === true) {
    const isGone = await settled(
      async () => (await hands.see(principal, kinds.slot(change)))?.id !== principal.id,
      clock,
    );
    return isGone ? { kind: 'done' } : { kind: 'failed', why: NOT_SHOWN };
  }
  let trouble: string | undefined;
  const isThere = await settled(async () => {
    const found = await hands.see(principal, kinds.slot(change));
    if (found === undefined) trouble = GONE;
    else if (found.id !== principal.id) trouble = changedHands(change, found.id, kinds);
    else return found.state === kinds.to(change);
    return true;
  }, clock);
  if (trouble !== undefined) return { kind: 'failed', why: trouble };
  return isThere ? { kind: 'done' } : { kind: 'failed', why: NOT_SHOWN };
}

const NOT_SHOWN = 'IAM does not show the change after 15 s';

/** Says that a change came upon somebody else. @param id of who has the name now */
export function changedHands<C extends RecordedChange>(change: C, id: string, kinds: Kinds<C>): string {
  const { principal } = change;
  const misplaced = wordsOf(change, kinds).misplaced(principal.id, id);
  return `${principal.name} changed hands: ${misplaced}, who has to be looked at`;
}
