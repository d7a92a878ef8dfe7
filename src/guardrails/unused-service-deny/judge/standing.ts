import { isIntactOwnPolicy, type Sha256 } from '../../../domain/policy/content-name';
import type { OwnPolicies } from '../../../domain/policy/own-policies';
import { NO_SERVICES, unionOf, type Services } from '../../../domain/policy/services';
import { decoded } from '../../../domain/policy/policy-document';
import { deniedBy } from './document';

/** What the project's denies deny, by ARN; those that somebody altered are not among them. */
export type Standing = ReadonlyMap<string, Services>;

/** Reads what policies deny. @param policies ARNs and texts, as IAM returns them: plain or URL-encoded (RFC 3986) */
export function standingIn(
  policies: readonly { readonly arn: string; readonly text: string }[],
  own: OwnPolicies,
  sha256: Sha256,
): Standing {
  const whole = policies.filter((policy) => isIntactOwnPolicy(policy, own, sha256));
  return new Map(
    whole.flatMap(({ arn, text }) => {
      const services = deniedBy(JSON.parse(decoded(text)), own);
      return services === undefined ? [] : [[arn, services] as const];
    }),
  );
}

/** The services that policies deny together, in the order of the alphabet. @param arns of policies */
export function deniedTogether(arns: readonly string[], standing: Standing): Services {
  return unionOf(arns.map((arn) => standing.get(arn) ?? NO_SERVICES));
}
