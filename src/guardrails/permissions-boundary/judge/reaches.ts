import { isIntactOwnPolicy, type Sha256 } from '../../../domain/policy/content-name';
import { reachOf, type Reach } from '../../../domain/boundary/reach';
import type { OwnPolicies } from '../../../domain/policy/own-policies';
import type { ExistingPolicy } from '../apply/draft/around';
import { boundaryIn } from '../apply/draft/text';

/**
 * What the project's boundaries let through, by ARN.
 *
 * One that somebody altered is not among them: what it lets through says nothing of what its principals were meant to do.
 */
export function reachesOf(
  policies: readonly ExistingPolicy[],
  own: OwnPolicies,
  sha256: Sha256,
): ReadonlyMap<string, Reach> {
  const whole = policies.filter((policy) => isIntactOwnPolicy(policy, own, sha256));
  return new Map(
    whole.flatMap(({ arn, text }) => {
      const document = boundaryIn(text);
      const reach = document && reachOf(document);
      return reach === undefined ? [] : [[arn, reach] as const];
    }),
  );
}
