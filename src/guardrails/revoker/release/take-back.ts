import type { IamReader } from '../../../aws/iam/reader';
import type { IamReleaser } from '../../../aws/iam/releaser';
import { undo } from './undo';
import type { Change, DenyChange } from '../../../domain/change/change';
import { DENY_IAM } from '../../../domain/policy/deny';
import { saysTheSame } from '../../../domain/policy/policy-document';
import type { User } from '../../../domain/identity/principal';
import type { Policies, Target } from './find';
import type { Others, Released } from '../../../release/releaser';

/** What a release did to one user. */
export interface TakenBack extends Released {
  readonly takenBack: readonly DenyChange[];
  readonly notGivenBack: readonly DenyChange[];
}

/**
 * Takes back whatever of the guard stands against a user.
 *
 * IAM says what stands; the ledger adds what cannot be seen there. So a release is complete even where a record was
 * lost, and takes nothing that is not the guard's, whatever a record says (THREATS T9, T10).
 *
 * @param others what stays of other guardrails, and is told of
 */
export async function takeBack(
  { user, incident }: Target,
  policies: Policies & { readonly inlinePolicyName: string },
  ports: { readonly reader: IamReader; readonly releaser: IamReleaser },
  others: Others,
): Promise<TakenBack> {
  const principal = user?.arn ?? incident?.principalArn ?? 'unknown';
  const takenBack: DenyChange[] = [];
  if (user) {
    for (const change of await standing(user, policies, ports.reader)) {
      if (await undo(change, ports.releaser)) takenBack.push(change);
    }
  }
  const notGivenBack = (incident?.changes ?? []).filter(isKept);
  const stays = user === undefined ? [] : others(user);
  return { principal, takenBack, notGivenBack, ...(stays.length > 0 && { stays: stays.join('; ') }) };
}

/** What a release would have to make anew. */
function isKept(change: Change): change is Extract<DenyChange, { readonly kind: 'group-left' | 'inline-policy-put' }> {
  return change.kind === 'group-left' || (change.kind === 'inline-policy-put' && change.before !== undefined);
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
