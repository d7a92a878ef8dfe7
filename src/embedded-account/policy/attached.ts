import type { ParsedPolicy } from './statement';

/** The policy that a resource has. */
export interface AttachedPolicy {
  readonly policy: ParsedPolicy;
  /** Whether nobody may do anything that it does not allow: key policies and trust policies are such. */
  readonly mustAllow: boolean;
}

/** Finds the policy of a resource, or of what it is part of. @returns undefined where it has none */
export type AttachedPolicies = (arn: string) => AttachedPolicy | undefined;
