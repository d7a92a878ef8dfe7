import { changePermissions, planPermissions } from '../../../audit/deploy/changing-permissions';
import type { AuditNames } from '../../../audit/deploy/names';
import {
  batchPermissions,
  inventoryPermissions,
  summaryPermissions,
  type Traits,
  watchPermissions,
} from '../../../audit/deploy/permissions';
import { exchanges } from './bridges';
import { allow, readsLedger, spares, writesPolicies } from '../../../audit/deploy/statements';
import { KEYS, type Job } from '../../../audit/contract';
import type { Statement } from '../../../domain/policy/policy-document';

/** Names and ARNs that narrow what the guardrail's functions may do. */
export interface DenyNames extends AuditNames {
  /** The project's own denies; `*` in it is any text. */
  readonly denies: string;
  /** The project's own groups; `*` in it is any text. */
  readonly bridges: string;
}

const TRAITS: Traits = { asksForReports: true, scansPolicies: true, listsAccount: true };

/** What each function of the guardrail may do besides writing its own log. */
export function denyPermissions(names: DenyNames): Readonly<Record<Job, readonly Statement[]>> {
  return {
    // Knows no narrower resource (Service Authorization Reference, IAM).
    inventory: inventoryPermissions(names, TRAITS, [allow('ReadQuotas', '*', 'iam:GetAccountSummary')]),
    // Who has an open incident, who was released, and since when services are denied.
    batch: batchPermissions(names, TRAITS, { reads: [readsLedger(names, 'ReadHeld')], changes: [] }),
    plan: planPermissions(names, TRAITS, {
      does: policing(names),
      keeps: { sid: 'KeepPolicies', keys: [`${KEYS.policies}/*`] },
    }),
    change: changePermissions(names, denying(names)),
    summary: summaryPermissions(names, TRAITS),
    watch: watchPermissions(names),
  };
}

/**
 * The function that plans writes the project's denies, and attaches none: whoever may write a policy and attach it is an
 * administrator (THREATS T14).
 */
function policing(names: DenyNames): Statement[] {
  return [
    // None of these knows a narrower resource (Service Authorization Reference, IAM).
    allow('ReadQuotas', '*', 'iam:GetAccountSummary', 'iam:ListPolicies'),
    ...writesPolicies(names, names.denies),
  ];
}

/** The function that changes attaches and detaches the project's denies, and nothing else. It writes no policy. */
function denying(names: DenyNames): Statement[] {
  const { denies, bridges, users, groups, functions, reserved } = names;
  return [
    allow('ReadUsers', [users], 'iam:GetUser', 'iam:ListAttachedUserPolicies'),
    // Whoever became an admin since the plan is left alone.
    allow('ReadMemberships', [users], 'iam:ListGroupsForUser'),
    // A group that is missing has no path: IAM says that it is missing to those alone who may look at any.
    allow('LookForBridges', [groups], 'iam:GetGroup'),
    ...exchanges('DenyServices', { functionArn: functions.change, users, bridges, denies }),
    spares(names, ['iam:AttachUserPolicy'], reserved),
  ];
}
