import type { PrincipalCopy } from '../../domain/deletion/copy';
import type { EvidenceStore } from '../evidence-store';
import { copyIn } from './stored-copy';

/** Copies of principals that are deleted. */
export interface Copies {
  /** @returns undefined where there is none @throws Error for an object that is no copy */
  find(key: string): Promise<PrincipalCopy | undefined>;
  /**
   * Keeps a copy for good, unless there is one: what a deletion has left of a principal must never take the place of what
   * it was.
   *
   * @returns the copy that is kept
   */
  keep(key: string, copy: PrincipalCopy): Promise<PrincipalCopy>;
}

/** {@link Copies} in the store of the evidence. */
export function copiesIn(store: EvidenceStore): Copies {
  const find = async (key: string) => {
    const stored = await store.getJson(key);
    return stored === undefined ? undefined : copyIn(stored, `s3://${store.bucket}/${key}`);
  };
  return {
    find,
    async keep(key, copy) {
      if (await store.replaceJson(key, copy, undefined)) return copy;
      const kept = await find(key);
      // Another write was under way, and has come to nothing.
      if (kept === undefined) throw new Error(`s3://${store.bucket}/${key} could not be written; try again`);
      return kept;
    },
  };
}
