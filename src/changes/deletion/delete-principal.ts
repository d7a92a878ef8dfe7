import type { Copies } from '../../aws/copies/copies';
import type { PrincipalDeleter } from '../../aws/iam/deletion/deleter';
import type { PrincipalReader } from '../../aws/iam/deletion/reader';
import type { PrincipalNamed } from '../../aws/iam/principal-named';
import { COPY_VERSION, copyKeyOf, type PrincipalCopy } from '../../domain/deletion/copy';
import { deletionSteps } from '../../domain/deletion/deletion-steps';
import { missingIn } from '../../domain/deletion/holdings';
import type { PrincipalState } from '../../domain/deletion/principal-state';
import type { Principal } from '../../domain/identity/principal';

/** What a deletion works with. */
export interface DeletionPorts {
  readonly read: PrincipalReader;
  readonly named: PrincipalNamed;
  readonly take: PrincipalDeleter;
  readonly copies: Copies;
  readonly now: () => Date;
  /** Draws what nobody can guess, by which a restoration is known. */
  readonly token: () => string;
}

/** What became of a deletion. */
export type Deletion =
  /** @property copyKey where its copy is */
  | { readonly kind: 'deleted'; readonly copyKey: string }
  /** Somebody else has deleted it, and nobody has copied it. */
  | { readonly kind: 'gone' }
  /** The name is another's now, who was not touched. */
  | { readonly kind: 'name-taken'; readonly id: string }
  /** Somebody gave the principal more, or altered it, since it was copied: it was not touched any further. */
  | { readonly kind: 'altered'; readonly copyKey: string; readonly what: readonly string[] };

/**
 * Deletes a user or role with everything it has, and keeps a copy by which it can be restored.
 *
 * It may end at any call: an attempt goes on with the copy of the one before. The copy is whole before anything is taken
 * away, and none replaces it. So what is taken is always in the copy, or the deletion stops.
 *
 * @param deletion what every attempt at it is called, and no other deletion
 * @throws Error where a call fails; the next attempt goes on
 */
export async function deletePrincipal(principal: Principal, deletion: string, ports: DeletionPorts): Promise<Deletion> {
  const copyKey = copyKeyOf(principal, deletion);
  const found = await ports.copies.find(copyKey);
  const present = await ports.read(principal.kind, principal.name);
  // An earlier attempt has copied it, and taken everything: whoever has the name since is somebody else.
  if (found !== undefined && present?.id !== principal.id) return { kind: 'deleted', copyKey };
  if (present === undefined) return { kind: 'gone' };
  if (present.id !== principal.id) return { kind: 'name-taken', id: present.id };

  const copy = found ?? (await ports.copies.keep(copyKey, copyOf(present, ports)));
  const what = missingIn(copy.principal, present);
  if (what.length > 0) return { kind: 'altered', copyKey, what };

  for (const step of deletionSteps(copy.principal, present)) {
    // IAM deletes by name, and by the last step somebody may have given the name to another.
    const now = step.kind === 'principal-deleted' ? await ports.named(principal.kind, principal.name) : principal;
    if (now !== undefined && now.id !== principal.id) return { kind: 'name-taken', id: now.id };
    await ports.take(principal, step);
  }
  return { kind: 'deleted', copyKey };
}

function copyOf(principal: PrincipalState, { now, token }: DeletionPorts): PrincipalCopy {
  return { version: COPY_VERSION, copiedAt: now().toISOString(), token: token(), principal };
}
