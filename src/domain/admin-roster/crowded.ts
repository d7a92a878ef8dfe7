import { ANY_NAME, type MovedName } from './moved';
import type { Stay } from './stays';

/**
 * Most of each list that others than admins can lengthen. All of a roster is one entry of the ledger, which holds 400 KB
 * (DynamoDB Developer Guide, "Service quotas"): these take half of it.
 */
const MOST = 500;

/** Whether somebody has moved so many names that nobody remembers which. */
export const isCrowded = ({ moved = [] }: { readonly moved?: readonly MovedName[] | undefined }): boolean =>
  moved.some(({ name }) => name === ANY_NAME);

/** Of too many names that were moved none is trusted any more. @param at the moment from which on calls are folded */
export const fewMoves = (moved: readonly MovedName[], at: Date): readonly MovedName[] =>
  moved.length <= MOST ? moved : [{ name: ANY_NAME, from: at.getTime() }];

/**
 * The stays in fact that votes depend on: those of admins. Of others as many are kept as fit, the latest: without them
 * an admin who takes such a user out is not told of.
 */
export function fewStays(inFact: readonly Stay[], counted: readonly Stay[]): readonly Stay[] {
  const admins = new Set(counted.map(({ userId }) => userId));
  const others = inFact.filter(({ userId }) => !admins.has(userId)).slice(-MOST);
  return [...inFact.filter(({ userId }) => admins.has(userId)), ...others];
}

/** As many as fit, admins who are missing first. The next look finds the others again, once these are settled. */
export function fewUnsettled<U extends { readonly kind: string }>(unsettled: readonly U[]): readonly U[] {
  const rank = ({ kind }: U) => (kind === 'missing' ? 0 : 1);
  return unsettled.length <= MOST
    ? unsettled
    : unsettled.toSorted((one, other) => rank(one) - rank(other)).slice(0, MOST);
}

/** The latest that fit: of one that is left out people may be told twice. */
export const fewTold = (ids: readonly string[]): readonly string[] => ids.slice(-2 * MOST);
