import type { BoundaryPolicies } from '../aws/boundary-policies';
import { isWholeBoundary, type Sha256 } from '../domain/boundary-document';
import { isOwnBoundary, type OwnPolicies } from '../domain/boundary-self-protection';

/**
 * Whether a boundary of the project says what it was made to say: an altered text is never put on anybody (THREATS R3).
 *
 * @returns `altered` as well for a policy that is none of the project's
 */
export async function ownTextOf(
  arn: string,
  policies: Pick<BoundaryPolicies, 'read'>,
  { own, sha256 }: { readonly own: OwnPolicies; readonly sha256: Sha256 },
): Promise<'intact' | 'altered' | 'gone'> {
  if (!isOwnBoundary(arn, own)) return 'altered';
  const found = await policies.read(arn);
  if (found === undefined) return 'gone';
  return isWholeBoundary({ arn, text: found.text }, own, sha256) ? 'intact' : 'altered';
}
