import type { DenyChange, Ladder } from '../../../domain/change/change';
import type { User } from '../../../domain/identity/principal';
import type { Decision } from '../judge/decision';
import type { StandingDeny } from '../judge/standing-deny';
import type { Rules } from '../rules';

/**
 * Words a decision as changes.
 *
 * Rungs: the managed deny; where its quota is used up the inline deny; where that is refused too the guard's boundary,
 * but only where none of somebody else stands. A deny policy that was deleted cannot be attached: its rung is left out.
 */
export function act(decision: Decision, rules: Rules): Ladder<DenyChange> {
  if (decision.kind !== 'revoke') return [];
  const { user, deny, joined } = decision;
  const { denyPolicyArn, boundaryPolicyArn, inlinePolicyName } = rules;
  const before = typeof deny.inline === 'object' ? { before: deny.inline.altered } : {};

  const restored: DenyChange[] =
    deny.policy === 'altered' ? [{ kind: 'deny-policy-restored', policyArn: denyPolicyArn }] : [];
  const managed: DenyChange[] = [...restored, { kind: 'managed-policy-attached', user, policyArn: denyPolicyArn }];
  const inline: DenyChange[] = [{ kind: 'inline-policy-put', user, policyName: inlinePolicyName, ...before }];
  const boundary: DenyChange[] = [{ kind: 'boundary-set', user, policyArn: boundaryPolicyArn }];
  const left = joined.map((group): DenyChange => ({ kind: 'group-left', user, group }));

  const rungs = [
    ...(deny.policy === 'missing' ? [] : [managed]),
    // Another's text of that name is recorded before it is replaced.
    ...(deny.inline === 'unread' ? [] : [inline]),
    ...([undefined, boundaryPolicyArn].includes(user.boundaryArn) ? [boundary] : []),
  ];
  return rungs.map((rung) => [...rung, ...left]);
}

/** What already stands against a user, in the same words: a release takes it back whoever recorded it. */
export function standingChanges(
  user: User,
  { attached, policy, inline, boundary }: StandingDeny,
  rules: Rules,
): readonly DenyChange[] {
  return [
    ...(attached && policy === 'intact'
      ? [{ kind: 'managed-policy-attached' as const, user, policyArn: rules.denyPolicyArn }]
      : []),
    ...(inline === 'intact' ? [{ kind: 'inline-policy-put' as const, user, policyName: rules.inlinePolicyName }] : []),
    ...(boundary ? [{ kind: 'boundary-set' as const, user, policyArn: rules.boundaryPolicyArn }] : []),
  ];
}
