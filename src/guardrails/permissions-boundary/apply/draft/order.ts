import { byTurn, type Turns } from '../../../../domain/run/turns';
import type { Wanted } from './wanted';

/** Somebody wanted, as far as their place among others goes. */
interface Placed extends Pick<Wanted, 'principal' | 'lastUsedAt'> {
  /** Whether what is meant takes nothing away. */
  readonly isGift: boolean;
}

/**
 * Principals that lose nothing come first, then those that had no turn; never used comes before used long ago; the ARN
 * breaks the tie.
 */
export const inOrder =
  (turns: Turns = new Map()) =>
  (one: Placed, other: Placed): number => {
    if (one.isGift !== other.isGift) return one.isGift ? -1 : 1;
    const turn = byTurn(turns)(one.principal, other.principal);
    if (turn !== 0) return turn;
    const at = ({ lastUsedAt }: Placed) => (lastUsedAt === undefined ? -Infinity : Date.parse(lastUsedAt));
    const [mine, theirs] = [at(one), at(other)];
    if (mine !== theirs) return mine < theirs ? -1 : 1;
    return one.principal.arn < other.principal.arn ? -1 : 1;
  };
