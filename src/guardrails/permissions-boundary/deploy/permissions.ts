import { changePermissions, planPermissions } from '../../../audit/deploy/changing-permissions';
import type { AuditNames } from '../../../audit/deploy/names';
import {
  batchPermissions,
  inventoryPermissions,
  summaryPermissions,
  type Traits,
  watchPermissions,
} from '../../../audit/deploy/permissions';
import {
  allow,
  objects,
  only,
  plansBy,
  readsLedger,
  readsOpen,
  spares,
  when,
  writesPolicies,
} from '../../../audit/deploy/statements';
import { KEYS, type Job } from '../../../audit/contract';
import { SPARES_HELD } from '../../../domain/policy/held';
import type { Statement } from '../../../domain/policy/policy-document';
import { NOT_PRINCIPAL_KEY, TAG_KEY_PATTERNS } from '../contract';

/** Names and ARNs that narrow what the guardrail's functions may do. */
export interface PermissionsBoundaryNames extends AuditNames {
  /** The project's own boundaries; `*` in it is any text. */
  readonly boundaries: string;
  /** Every bucket: whoever has a boundary may be hit by the policy of any. */
  readonly buckets: string;
  /** Whether users and roles are tagged. */
  readonly tags: boolean;
  /** Resources whose policies are read beside those of buckets, in every Region. Absent: none. */
  readonly readable?: readonly {
    readonly service: string;
    readonly list: string;
    readonly read: string;
    readonly arn: string;
  }[];
}

const TRAITS: Traits = { asksForReports: true, scansPolicies: true, comparesPolicies: true, remembersNeeds: true };

/** What each function of the guardrail may do besides writing its own log. */
export function boundaryPermissions(names: PermissionsBoundaryNames): Readonly<Record<Job, readonly Statement[]>> {
  return {
    // Who was bounded when.
    inventory: inventoryPermissions(names, TRAITS, [readsOpen(names)]),
    // Nobody with an open incident is tagged.
    batch: batchPermissions(names, TRAITS, {
      reads: [readsLedger(names, 'ReadIncidents')],
      changes: [...ahead(names), ...tagging(names)],
    }),
    plan: planPermissions(names, TRAITS, {
      does: policing(names),
      keeps: { sid: 'KeepPolicies', keys: [NOT_PRINCIPAL_KEY, `${KEYS.policies}/*`] },
    }),
    change: changePermissions(names, bounding(names)),
    summary: summaryPermissions(names, TRAITS),
    watch: watchPermissions(names),
  };
}

/** Makes boundaries that the plan is likely to take; it alters none, and puts none on anybody (THREATS T14). */
function ahead(names: PermissionsBoundaryNames): Statement[] {
  const { boundaries, mode } = names;
  const { batch } = names.functions;
  return when(
    mode === 'enforce',
    // Knows no narrower resource (Service Authorization Reference, IAM).
    allow('ReadQuotas', '*', 'iam:GetAccountSummary'),
    only(batch, allow('MakePolicies', [boundaries], 'iam:CreatePolicy')),
    only(batch, allow('KeepPolicies', objects(names, `${KEYS.policies}/*`), 's3:PutObject')),
  );
}

/** Tags, with a record of what stood there before. */
function tagging(names: PermissionsBoundaryNames): Statement[] {
  const { users, roles, ledgerArn, tags } = names;
  const { batch } = names.functions;
  const ownKeys = { 'ForAllValues:StringLike': { 'aws:TagKeys': TAG_KEY_PATTERNS }, Null: { 'aws:TagKeys': 'false' } };
  return when(
    tags,
    only(batch, allow('RememberTags', [ledgerArn], 'dynamodb:UpdateItem')),
    only(batch, allow('TagUsers', [users], 'iam:TagUser', 'iam:UntagUser'), ownKeys),
    only(batch, allow('TagRoles', [roles], 'iam:TagRole', 'iam:UntagRole'), ownKeys),
    spares(names, ['iam:TagRole', 'iam:TagUser', 'iam:UntagRole', 'iam:UntagUser']),
    SPARES_HELD,
  );
}

/**
 * Where boundaries are enforced the function that plans writes the project's own policies, and attaches none: whoever may
 * write a policy and attach it is an administrator (THREATS T14).
 */
function policing(names: PermissionsBoundaryNames): Statement[] {
  const { boundaries, buckets, mode } = names;
  return [
    // None of these knows a narrower resource (Service Authorization Reference, IAM and S3).
    allow(
      'ReadAccount',
      '*',
      ...(mode === 'enforce' ? ['iam:GetAccountAuthorizationDetails'] : []),
      ...plansBy(names),
      's3:ListAllMyBuckets',
    ),
    allow('ReadBucketPolicies', [buckets], 's3:GetBucketPolicy'),
    ...resourcePermissions(names),
    ...writesPolicies(names, boundaries),
  ];
}

/** The function that changes puts the project's own boundaries, and sees that they stand. It writes no policy and takes no boundary away. */
function bounding(names: PermissionsBoundaryNames): Statement[] {
  const { boundaries, users, roles, reserved } = names;
  const { change } = names.functions;
  const own = { ArnLike: { 'iam:PermissionsBoundary': boundaries } };
  return [
    // Many are looked at together; it knows no narrower resource (Service Authorization Reference, IAM).
    allow('ReadAccount', '*', 'iam:GetAccountAuthorizationDetails'),
    allow('ReadPrincipals', [roles, users], 'iam:GetRole', 'iam:GetUser'),
    // Whoever became an admin since the plan is left alone.
    allow('ReadMemberships', [users], 'iam:ListGroupsForUser'),
    allow('ReadPolicies', [boundaries], 'iam:GetPolicy', 'iam:GetPolicyVersion'),
    only(change, allow('BoundUsers', [users], 'iam:PutUserPermissionsBoundary'), own),
    only(change, allow('BoundRoles', [roles], 'iam:PutRolePermissionsBoundary'), own),
    spares(names, ['iam:PutRolePermissionsBoundary', 'iam:PutUserPermissionsBoundary'], reserved),
    SPARES_HELD,
  ];
}

/** Nothing where the settings ask for no more than the policies of buckets. */
function resourcePermissions({ readable = [] }: PermissionsBoundaryNames): Statement[] {
  if (readable.length === 0) return [];
  return [
    // None of these knows a narrower resource (Service Authorization Reference of each service).
    allow('ListResources', '*', ...readable.map(({ list }) => list)),
    ...readable.map(({ service, read, arn }) => allow(`Read${service}Policies`, [arn], read)),
  ];
}
