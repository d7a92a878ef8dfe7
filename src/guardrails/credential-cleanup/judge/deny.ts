import { contentNameOf, type Sha256 } from '../../../domain/policy/content-name';
import { ownPolicyArnOf, type OwnPolicies } from '../../../domain/policy/own-policies';
import type { PolicyDocument } from '../../../domain/policy/policy-document';

/**
 * What a user or role is denied that nobody has used: everything. Whoever has not been seen for long uses no part of it, and
 * a list of services would let through what is missing in it.
 */
export const DENY_EVERYTHING: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'Unused', Effect: 'Deny', Action: '*', Resource: '*' }],
};

/** The policy that denies everything, by the name that its text gives it: one for all. */
export interface DenyPolicy {
  readonly name: string;
  readonly arn: string;
  readonly document: PolicyDocument;
}

/** The one of a deployment. */
export function denyPolicyOf(own: OwnPolicies, sha256: Sha256): DenyPolicy {
  const name = contentNameOf(DENY_EVERYTHING, own.namePrefix, sha256);
  return { name, arn: ownPolicyArnOf(name, own), document: DENY_EVERYTHING };
}
