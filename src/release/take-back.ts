import type { IamReader } from '../aws/iam/reader';
import type { IamReleaser } from '../aws/iam/releaser';
import { undo } from '../changes/undo';
import { isOwnBoundary, type OwnPolicies } from '../domain/boundary/self-protection';
import type { Change, DenyChange } from '../domain/change/change';
import { DENY_IAM } from '../domain/policy/deny';
import { saysTheSame } from '../domain/policy/policy-document';
import type { User } from '../domain/identity/principal';
import type { Policies, Target } from './find';

/** What a release did to one principal. */
export interface Released {
  readonly principal: string;
  /** What was taken back, newest first. */
  readonly takenBack: readonly Change[];
  /** What the guard changed and a release does not give back (THREATS T10). */
  readonly notGivenBack: readonly Change[];
  /** Why something stands that was asked for. Absent: nothing does. */
  readonly stays?: string;
}

const BOUNDED = 'a boundary of the audit stands: invoke again with "guardrail": "permissions-boundary"';

/**
 * Takes back whatever of the guard stands against a user.
 *
 * IAM says what stands; the ledger adds what cannot be seen there. So a release is complete even where a record was
 * lost, and takes nothing that is not the guard's, whatever a record says (THREATS T9, T10).
 *
 * @param audit whose boundaries stay, and are told of; absent where the same request takes them back
 */
export async function takeBack(
  { user, incident }: Target,
  policies: Policies & { readonly inlinePolicyName: string },
  ports: { readonly reader: IamReader; readonly releaser: IamReleaser },
  audit?: OwnPolicies,
): Promise<Released> {
  const principal = user?.arn ?? incident?.principalArn ?? 'unknown';
  const takenBack: Change[] = [];
  if (user) {
    for (const change of await standing(user, policies, ports.reader)) {
      if (await undo(change, ports.releaser)) takenBack.push(change);
    }
  }
  const notGivenBack = (incident?.changes ?? []).filter(
    (change) => change.kind === 'group-left' || (change.kind === 'inline-policy-put' && change.before !== undefined),
  );
  const isBounded = audit !== undefined && user?.boundaryArn !== undefined && isOwnBoundary(user.boundaryArn, audit);
  return { principal, takenBack, notGivenBack, ...(isBounded && { stays: BOUNDED }) };
}

async function standing(
  user: User,
  { denyPolicyArn, boundaryPolicyArn, inlinePolicyName }: Policies & { readonly inlinePolicyName: string },
  reader: IamReader,
): Promise<readonly DenyChange[]> {
  const [attached, inline] = await Promise.all([
    reader.attachedPolicies(user.name),
    reader.inlinePolicy(user.name, inlinePolicyName),
  ]);
  const bounded: DenyChange[] =
    user.boundaryArn === boundaryPolicyArn ? [{ kind: 'boundary-set', user, policyArn: boundaryPolicyArn }] : [];
  const put: DenyChange[] =
    inline !== undefined && saysTheSame(inline, DENY_IAM)
      ? [{ kind: 'inline-policy-put', user, policyName: inlinePolicyName }]
      : [];
  const managed: DenyChange[] = attached.includes(denyPolicyArn)
    ? [{ kind: 'managed-policy-attached', user, policyArn: denyPolicyArn }]
    : [];
  return [...bounded, ...put, ...managed];
}
