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
import { allow, objects, only, plansBy, readsLedger, spares, writesPolicies } from '../../../audit/deploy/statements';
import { REFUSED } from '../contract';
import { KEYS, type Job } from '../../../audit/contract';
import { SPARES_HELD } from '../../../domain/policy/held';
import type { Statement } from '../../../domain/policy/policy-document';

/** Names and ARNs that narrow what the guardrail's functions may do. */
export interface DenyNames extends AuditNames {
  /** The project's own denies; `*` in it is any text. */
  readonly denies: string;
  /** The project's own groups; `*` in it is any text. */
  readonly bridges: string;
  /** Log group that the deployment's trail writes to. Absent where there is none. */
  readonly trailLogGroupArn?: string | undefined;
}

const TRAITS: Traits = { asksForReports: true, scansPolicies: true, listsAccount: true };

/** What each function of the guardrail may do besides writing its own log. */
export function denyPermissions(names: DenyNames): Readonly<Record<Job, readonly Statement[]>> {
  return {
    // Knows no narrower resource (Service Authorization Reference, IAM).
    inventory: inventoryPermissions(names, TRAITS, [
      allow('ReadQuotas', '*', 'iam:GetAccountSummary'),
      ...readsRefused(names),
    ]),
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

/** The function that lists asks the log of the trail for refused calls, and remembers them. */
function readsRefused(names: DenyNames): Statement[] {
  const { trailLogGroupArn: log, mode, functions } = names;
  if (log === undefined || mode !== 'enforce') return [];
  const remembered = objects(names, REFUSED);
  return [
    // With and without the streams: which of both a call asks for differs in the documentation of CloudWatch Logs.
    only(functions.inventory, allow('AskTrail', [log, `${log}:*`], 'logs:StartQuery')),
    // By the id of a query, which names no log group; logs:StopQuery knows no resource.
    only(functions.inventory, allow('ReadAnswers', '*', 'logs:GetQueryResults', 'logs:StopQuery')),
    only(functions.inventory, allow('RememberRefused', remembered, 's3:GetObject', 's3:PutObject')),
  ];
}

/**
 * The function that plans writes the project's denies, and attaches none: whoever may write a policy and attach it is an
 * administrator (THREATS T14).
 */
function policing(names: DenyNames): Statement[] {
  return [
    // None of these knows a narrower resource (Service Authorization Reference, IAM).
    allow('ReadQuotas', '*', ...plansBy(names)),
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
    // What somebody put under the name of a deny may allow: it is attached to nobody.
    allow('ReadDenies', [denies], 'iam:GetPolicy', 'iam:GetPolicyVersion'),
    ...exchanges('DenyServices', { users, bridges, denies }).map((one) => only(functions.change, one)),
    spares(names, ['iam:AttachUserPolicy'], reserved),
    SPARES_HELD,
  ];
}
