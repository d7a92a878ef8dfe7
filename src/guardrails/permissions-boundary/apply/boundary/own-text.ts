import type { Clock } from '../../../../domain/clock';
import type { ManagedPolicies } from '../../../../aws/iam/managed-policies';
import { isIntactOwnPolicy, type Sha256 } from '../../../../domain/policy/content-name';
import { isOwnPolicy, type OwnPolicies } from '../../../../domain/policy/own-policies';
import { settled } from '../../../../changes/settled';

/** What looking at the text of a policy takes. */
interface LookPorts {
  readonly own: OwnPolicies;
  readonly sha256: Sha256;
  /** Waits for a policy that was made a moment ago and is not shown yet. @default - one look decides */
  readonly clock?: Clock;
  /** The text as it was seen these seconds; undefined where it was not. @default - it is looked at */
  readonly seen?: ((arn: string) => Promise<string | undefined>) | undefined;
}

/**
 * Whether a boundary of the project says what it was made to say: an altered text is never put on anybody (THREATS R3).
 *
 * One that was seen to be intact is not looked at again; one that was seen otherwise is.
 *
 * @returns `altered` as well for a policy that is none of the project's
 */
export async function ownTextOf(
  arn: string,
  policies: Pick<ManagedPolicies, 'read'>,
  { own, sha256, clock, seen }: LookPorts,
): Promise<'intact' | 'altered' | 'gone'> {
  if (!isOwnPolicy(arn, own)) return 'altered';
  const text = await seen?.(arn);
  if (text !== undefined && isIntactOwnPolicy({ arn, text }, own, sha256)) return 'intact';
  let found = await policies.read(arn);
  if (found === undefined && clock !== undefined) {
    await settled(async () => (found = await policies.read(arn)) !== undefined, clock);
  }
  if (found === undefined) return 'gone';
  return isIntactOwnPolicy({ arn, text: found.text }, own, sha256) ? 'intact' : 'altered';
}
