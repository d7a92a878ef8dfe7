import type { PrincipalNamed } from '../../../aws/iam/principal-named';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import type { Carried } from '../../../changes/carry-out';
import type { Deletion } from '../../../changes/deletion/delete-principal';
import type { Hands } from '../../../changes/recorded/hands';
import { restoreCommand } from '../../../domain/deletion/restore-command';
import type { Principal } from '../../../domain/identity/principal';
import { few } from '../../../domain/notice/lists';

/** What deleting users and roles takes. */
export interface DeletionHandsPorts {
  readonly named: PrincipalNamed;
  /**
   * Deletes a user or role, and keeps a copy. @param deletion what every attempt at it is called, and no other deletion
   *
   * @default - nobody is deleted, as by a release
   */
  readonly deletes?: (principal: Principal, deletion: string) => Promise<Deletion>;
}

/** Deletes users and roles. As long as somebody is there the slot holds nothing, however much a deletion has taken. */
export function deletionHands({ named, deletes }: DeletionHandsPorts): Hands<SlotSet> {
  return {
    async see({ kind, name }) {
      const found = await named(kind, name);
      return found && { id: found.id, state: undefined };
    },
    async carry({ principal, to }) {
      if (to === undefined || deletes === undefined) return { failed: 'nobody is deleted here' };
      return carriedOf(await deletes(principal, to), principal);
    },
    undo: () => Promise.resolve(false),
  };
}

function carriedOf(end: Deletion, principal: Principal): Carried {
  switch (end.kind) {
    case 'deleted':
      return 'done';
    case 'gone':
      return { failed: 'somebody else has deleted it, and nobody has a copy of it' };
    case 'name-taken':
      return { failed: `${end.id} has its name now, and was not touched` };
    case 'altered':
      return { failed: alteredInWords(end.what, principal) };
  }
}

/** Whoever is given something may be in use, and no copy holds it. What somebody else chose comes last: a mail cuts it. */
const alteredInWords = (what: readonly string[], principal: Principal): string =>
  `its deletion stopped. If it is needed, run ${restoreCommand(principal)} and release it; ` +
  `if not, take away what it was given, or undo what was altered, since it was copied: ${few(what)}`;
