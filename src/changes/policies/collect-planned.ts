import { collectable, type Collecting } from './keep';

/** Younger policies are left: another run may be about to put them. */
const KEPT_MS = 86_400_000;

/** Only what was made before is collected by a run. @param startedAt ISO 8601, start of the run */
export function collectedIfBefore(startedAt: string, now: Date): Date {
  return new Date(Math.min(Date.parse(startedAt), now.getTime()) - KEPT_MS);
}

/**
 * Deletes the policies that a plan has named for it, as far as nobody uses them now. It may be repeated.
 *
 * @param planned ARNs
 * @returns ARNs of those that are gone, now or since an earlier attempt
 */
export async function collectPlanned(planned: readonly string[], collecting: Collecting): Promise<readonly string[]> {
  const { policies } = collecting;
  const spare = new Set(await collectable(collecting));
  const gone: string[] = [];
  for (const arn of planned) {
    const isGone = (spare.has(arn) && (await policies.delete(arn))) || (await policies.read(arn)) === undefined;
    if (isGone) gone.push(arn);
  }
  return gone;
}
