import type { Principal } from '../identity/principal';
import type { PrincipalState } from './principal-state';

/** Counts the forms of a copy: what is stored outlives the version that stored it. */
export const COPY_VERSION = 1;

/** A principal as it was before it was deleted, with everything by which it can be made again. */
export interface PrincipalCopy {
  readonly version: typeof COPY_VERSION;
  /** ISO 8601. */
  readonly copiedAt: string;
  /**
   * Drawn by chance, and known to those alone who may read copies: a restoration marks what it makes with it, so that it
   * knows after an interruption what is its own.
   */
  readonly token: string;
  readonly principal: PrincipalState;
}

/** A user or role by its name, in an account. */
export type NamedIn = Pick<Principal, 'accountId' | 'kind' | 'name'>;

/** Where the copies of an account are, without a slash at the end. */
export const copiesOf = (accountId: string): string => `accounts/${accountId}/deleted`;

/** Where all copies are of those who ever had a name, with a slash at the end. */
export const copiesNamed = ({ accountId, kind, name }: NamedIn): string => `${copiesOf(accountId)}/${kind}/${name}/`;

/**
 * Key of the copy that one deletion makes.
 *
 * The id is in it, for a name may be used again; and so is the deletion, for one that was given up leaves a copy behind
 * that says nothing of what the principal has when it is deleted another time.
 *
 * @param deletion the same for every attempt at it, and for no other: letters, digits and `._-`
 * @throws Error for a name of the deletion that holds anything else
 */
export function copyKeyOf(principal: Principal, deletion: string): string {
  if (!/^[\w.-]+$/.test(deletion)) throw new Error(`a deletion cannot be called ${deletion}`);
  return `${copiesNamed(principal)}${principal.id}/${deletion}.json`;
}
