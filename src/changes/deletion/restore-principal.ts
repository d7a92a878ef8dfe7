import type { PrincipalRestorer } from '../../aws/iam/deletion/restorer';
import type { AroundReader, PrincipalReader } from '../../aws/iam/deletion/reader';
import type { PrincipalCopy } from '../../domain/deletion/copy';
import { restorationOf, type Restoration } from '../../domain/deletion/restoration';
import type { RestorationStep } from '../../domain/deletion/restoration-steps';

/** What a restoration works with. */
export interface RestorationPorts {
  readonly read: PrincipalReader;
  readonly around: AroundReader;
  readonly give: PrincipalRestorer;
}

/** Says what would give a principal back everything that its copy holds, as the account is now. */
export async function plannedRestoration(
  copy: PrincipalCopy,
  { read, around }: Pick<RestorationPorts, 'read' | 'around'>,
): Promise<Restoration> {
  const { principal } = copy;
  return restorationOf(copy, await read(principal.kind, principal.name), await around(principal));
}

/**
 * Gives back, step by step. It may end at any call: what is planned after that is what is left.
 *
 * @param told what is about to be done
 * @throws Error as IAM refuses a step
 */
export async function restore(
  { principal }: PrincipalCopy,
  steps: readonly RestorationStep[],
  { give }: Pick<RestorationPorts, 'give'>,
  told: (step: RestorationStep) => void = () => undefined,
): Promise<void> {
  for (const step of steps) {
    told(step);
    await give(principal, step);
  }
}
