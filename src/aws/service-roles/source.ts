import { inLanes } from '../../domain/in-lanes';
import type { UsedRole } from '../../domain/service-roles/asked';
import type { Turn } from '../clients/turn';

/** What one service uses in one Region. */
export interface RoleSource {
  /** One part after the other. What cannot be read is thrown: nobody knows what else there is. */
  readonly roles: (turn: Turn) => AsyncIterable<readonly UsedRole[]>;
  readonly close: () => void;
}

/** @param by what uses the roles, as far as it has any */
export const usedBy = (by: string | undefined, ...roles: readonly (string | undefined)[]): readonly UsedRole[] =>
  roles.flatMap((role) => (role === undefined || role === '' ? [] : [{ role, by: by ?? 'something without a name' }]));

/** So many are asked at a time. */
const LANES = 8;

/**
 * Asks about each of a list.
 *
 * @param gone name of the error that says that one is no longer there
 */
export async function askEach<T>(
  all: readonly T[],
  ask: (one: T) => Promise<readonly UsedRole[]>,
  gone?: string,
): Promise<readonly UsedRole[]> {
  const used: UsedRole[] = [];
  await inLanes(all, LANES, async (one) => {
    try {
      used.push(...(await ask(one)));
    } catch (error) {
      if (!(error instanceof Error) || error.name !== gone) throw error;
    }
  });
  return used;
}

/** A list in parts of at most so many. */
export const parts = <T>(all: readonly T[], most: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / most) }, (_, index) => all.slice(index * most, (index + 1) * most));
