import type { Clock } from '../../../../domain/clock';
import type { ManagedPolicies } from '../../../../aws/iam/managed-policies';
import { isIntactOwnPolicy, type Sha256 } from '../../../../domain/policy/content-name';
import { isOwnPolicy, type OwnPolicies } from '../../../../domain/policy/own-policies';
import { settled } from '../../../../changes/settled';

/**
 * Whether a boundary of the project says what it was made to say: an altered text is never put on anybody (THREATS R3).
 *
 * @param clock waits for a policy that was made a moment ago and is not shown yet. Absent: one look decides
 * @returns `altered` as well for a policy that is none of the project's
 */
export async function ownTextOf(
  arn: string,
  policies: Pick<ManagedPolicies, 'read'>,
  { own, sha256, clock }: { readonly own: OwnPolicies; readonly sha256: Sha256; readonly clock?: Clock },
): Promise<'intact' | 'altered' | 'gone'> {
  if (!isOwnPolicy(arn, own)) return 'altered';
  let found = await policies.read(arn);
  if (found === undefined && clock !== undefined) {
    await settled(async () => (found = await policies.read(arn)) !== undefined, clock);
  }
  if (found === undefined) return 'gone';
  return isIntactOwnPolicy({ arn, text: found.text }, own, sha256) ? 'intact' : 'altered';
}
