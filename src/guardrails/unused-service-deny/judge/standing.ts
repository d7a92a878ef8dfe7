import { isIntactOwnPolicy, type Sha256 } from '../../../domain/policy/content-name';
import type { OwnPolicies } from '../../../domain/policy/own-policies';
import { decoded, type PolicyDocument } from '../../../domain/policy/policy-document';
import { deniedBy } from './document';

/** What the project's denies deny, by ARN; those that somebody altered are not among them. */
export type Standing = ReadonlyMap<string, readonly string[]>;

/** Reads what policies deny. @param policies ARNs and texts, as IAM returns them: plain or URL-encoded (RFC 3986) */
export function standingIn(
  policies: readonly { readonly arn: string; readonly text: string }[],
  own: OwnPolicies,
  sha256: Sha256,
): Standing {
  return new Map(
    policies.flatMap((policy) => {
      if (!isIntactOwnPolicy(policy, own, sha256)) return [];
      // Its text is that of its name, which only a document has.
      const services = deniedBy(JSON.parse(decoded(policy.text)) as PolicyDocument, own);
      return services === undefined ? [] : [[policy.arn, services] as const];
    }),
  );
}
