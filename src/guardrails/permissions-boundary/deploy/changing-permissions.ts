import { NOT_PRINCIPAL_KEY } from '../contract';
import { KEYS } from '../../../audit/contract';
import { withoutCovered } from '../../../domain/policy/covered';
import type { Statement } from '../../../domain/policy/policy-document';
import {
  allow,
  key,
  objects,
  ofRuns,
  only,
  type PermissionsBoundaryNames,
  PLANNED,
  ROWS,
  telling,
  tellsMissing,
  when,
} from './statements';

/**
 * What the function that plans may do: read what the run found and what stands, write the plan, and tell people of what
 * cannot wait. Where boundaries are enforced it writes the project's own policies, too, and attaches none: whoever may
 * write a policy and attach it is an administrator (THREATS T14).
 */
export function planPermissions(names: PermissionsBoundaryNames): Statement[] {
  const { planArn, boundaries, buckets, ledgerArn, mode } = names;
  const enforces = mode === 'enforce';
  const kept = objects(names, KEYS.wave, NOT_PRINCIPAL_KEY, `${KEYS.policies}/*`);
  return [
    // None of these knows a narrower resource (Service Authorization Reference, IAM and S3).
    allow('ReadAccount', '*', 'iam:GetAccountSummary', 'iam:ListPolicies', 's3:ListAllMyBuckets'),
    allow('ReadBucketPolicies', [buckets], 's3:GetBucketPolicy'),
    ...resourcePermissions(names),
    allow('ReadPolicies', [boundaries], 'iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:ListPolicyVersions'),
    ...when(enforces, only(planArn, allow('WritePolicies', [boundaries], ...POLICY_WRITES))),
    allow('ReadOpenBoundaries', [`${ledgerArn}/index/open`], 'dynamodb:Query'),
    allow('ReadRun', [...ofRuns(names, ...ROWS, KEYS.scannedPolicies, ...PLANNED), ...kept], 's3:GetObject'),
    tellsMissing(names),
    only(planArn, allow('WritePlan', ofRuns(names, ...PLANNED, KEYS.changes), 's3:PutObject')),
    ...when(enforces, only(planArn, allow('KeepPolicies', kept, 's3:PutObject'))),
    ...telling(names, planArn),
    ...key(names),
  ];
}

/**
 * What the function that changes may do: put the project's own boundaries on users and roles, record it, and see that it
 * stands. It writes no policy and takes no boundary away.
 */
export function changePermissions(names: PermissionsBoundaryNames): Statement[] {
  const { changeArn, boundaries, users, roles, ledgerArn, untouchable, unboundable } = names;
  const own = { ArnLike: { 'iam:PermissionsBoundary': boundaries } };
  return [
    allow('ReadPrincipals', [roles, users], 'iam:GetRole', 'iam:GetUser'),
    // Whoever became an admin since the plan is left alone.
    allow('ReadMemberships', [users], 'iam:ListGroupsForUser'),
    allow('ReadPolicies', [boundaries], 'iam:GetPolicy', 'iam:GetPolicyVersion'),
    only(changeArn, allow('BoundUsers', [users], 'iam:PutUserPermissionsBoundary'), own),
    only(changeArn, allow('BoundRoles', [roles], 'iam:PutRolePermissionsBoundary'), own),
    {
      Sid: 'SpareUntouchable',
      Effect: 'Deny',
      Action: ['iam:PutRolePermissionsBoundary', 'iam:PutUserPermissionsBoundary'],
      Resource: withoutCovered([...untouchable, ...unboundable]),
    },
    allow('ReadLedger', [ledgerArn, `${ledgerArn}/index/open`], 'dynamodb:Query'),
    only(changeArn, allow('Record', [ledgerArn], 'dynamodb:PutItem', 'dynamodb:UpdateItem')),
    allow('ReadPlan', ofRuns(names, KEYS.run, ...PLANNED), 's3:GetObject'),
    only(changeArn, allow('WriteChanged', ofRuns(names, `${KEYS.changed}/*`), 's3:PutObject')),
    ...key(names),
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

const POLICY_WRITES = [
  'iam:CreatePolicy',
  'iam:CreatePolicyVersion',
  'iam:DeletePolicy',
  'iam:DeletePolicyVersion',
  'iam:SetDefaultPolicyVersion',
];
