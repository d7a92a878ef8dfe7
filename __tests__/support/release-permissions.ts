import { policyDocument } from '../../src/constructs/policy-document';
import type { Statement } from '../../src/domain/policy/policy-document';
import { evaluate } from '../../src/embedded-account/policy/evaluator';
import { RequestContext } from '../../src/embedded-account/policy/request-context';
import { parseIdentityPolicy } from '../../src/embedded-account/policy/statement';
import { boundaryReleasePermissions } from '../../src/guardrails/permissions-boundary/release/permissions';
import { releasePermissions, type ReleaseNames } from '../../src/release/permissions';
import { revokerReleasePermissions } from '../../src/guardrails/revoker/release/permissions';

export const account = '111122223333';
export const iam = (resource: string) => `arn:aws:iam::${account}:${resource}`;
export const itself = `arn:aws:lambda:us-east-1:${account}:function:g-release`;
export const ledger = `arn:aws:dynamodb:us-east-1:${account}:table/g-ledger`;
export const [deny, fallback] = [iam('policy/DenyIAMAccess'), iam('policy/g/g-deny-iam-boundary')];
export const [own, teams] = [iam('policy/g/g-boundary-1234'), iam('policy/team-limits')];
export const [user, role] = [iam('user/eve'), iam('role/app')];
export const [breakGlass, ownRole] = [iam('role/break-glass'), iam('role/g/g-revoker')];
export const summaries = { bucketArn: 'arn:aws:s3:::evidence', objects: 'arn:aws:s3:::evidence/runs/*/summary.json' };

const names: ReleaseNames = { functionArn: itself, ledgerArn: ledger };

/** What the revoker's releaser needs. */
export const ofRevoker = (): Statement[] =>
  revokerReleasePermissions({
    ...{ ledgerArn: ledger, users: iam('user/*') },
    ...{ denyPolicyArn: deny, boundaryPolicyArn: fallback },
  });

/** The same of the boundaries'. @param ofAudit summaries, where an audit is deployed */
export const ofBoundaries = (ofAudit?: typeof summaries): Statement[] =>
  boundaryReleasePermissions({
    ...{ ledgerArn: ledger, users: iam('user/*'), roles: iam('role/*') },
    ...{ boundaries: iam('policy/g/g-boundary-*'), adopt: ['arn:aws:iam::*:policy/team-*'], summaries: ofAudit },
    ...{ tagKeys: ['Permissions_Used'], untouchable: [breakGlass], unboundable: [iam('role/g/*')] },
  });

/** All that the function may do. */
export const ofFunction = (more: Partial<ReleaseNames> = {}, ofAudit?: typeof summaries): Statement[] =>
  releasePermissions({ ...names, ...more }, [...ofRevoker(), ...ofBoundaries(ofAudit)]);

/** What a call says of itself; what is undefined it does not say. */
type Keys = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A call and what it says of itself. */
export type Row = readonly [action: string, resource: string, keys?: Keys];

/** Whether statements let something through, asked by the function unless another is named. */
export function may([action, resource, keys = {}]: Row, statements: readonly Statement[]): boolean {
  const said = Object.entries<Keys[string]>({ 'lambda:SourceFunctionArn': itself, ...keys }).filter(
    ([, one]) => one !== undefined,
  );
  const context = new RequestContext(Object.fromEntries(said));
  const policy = parseIdentityPolicy(policyDocument([...statements]));
  return evaluate({ action, resource, context }, [policy], undefined).kind === 'allowed';
}

export const policyArn = (arn: string): Keys => ({ 'iam:PolicyARN': arn });
export const boundary = (arn: string): Keys => ({ 'iam:PermissionsBoundary': arn });
export const tags = (...keys: string[]): Keys => ({ 'aws:TagKeys': keys });

const ENTRIES: readonly Row[] = [
  ['dynamodb:Query', ledger],
  ['dynamodb:Query', `${ledger}/index/open`],
  ['dynamodb:UpdateItem', ledger],
];

/** What a release from the revoker does. */
export const REVOKER_NEEDS: readonly Row[] = [
  ['iam:GetUser', user],
  ['iam:GetUserPolicy', user],
  ['iam:UntagUser', user, tags('iam-guardrails:incident')],
  ['iam:ListAttachedUserPolicies', user],
  ['iam:ListGroupsForUser', user],
  ['dynamodb:GetItem', ledger],
  ['iam:ListUsers', iam('user/')],
  ['iam:ListEntitiesForPolicy', deny],
  ['iam:ListEntitiesForPolicy', fallback],
  ['iam:DetachUserPolicy', user, policyArn(deny)],
  ['iam:DeleteUserPolicy', user],
  ['iam:DeleteUserPermissionsBoundary', user, boundary(fallback)],
  ...ENTRIES,
];

/** What a release of boundaries and tags does. */
export const BOUNDARIES_NEED: readonly Row[] = [
  ['iam:GetUser', user],
  ['iam:ListUsers', iam('user/')],
  ...ENTRIES,
  ['dynamodb:Query', `${ledger}/index/runs`],
  ['iam:GetRole', role],
  ['iam:DeleteRolePermissionsBoundary', role, boundary(own)],
  ['iam:DeleteUserPermissionsBoundary', user, boundary(own)],
  ['iam:DeleteRolePermissionsBoundary', breakGlass, boundary(own)],
  ['iam:PutRolePermissionsBoundary', role, boundary(own)],
  ['iam:PutRolePermissionsBoundary', role, boundary(teams)],
  ['iam:PutUserPermissionsBoundary', user, boundary(teams)],
  ['iam:TagRole', role, tags('Permissions_Used')],
  ['iam:UntagUser', user, tags('Permissions_Used')],
  ['iam:UntagRole', ownRole, tags('Permissions_Used')],
  ['iam:GetPolicyVersion', own],
  ['iam:ListPolicyVersions', own],
  ['iam:ListPolicies', '*'],
  ['iam:DeletePolicy', own],
  ['iam:DeletePolicyVersion', own],
];

/** With what a title shows of each first. */
export const shown = (rows: readonly Row[]) => rows.map((row) => [row[0], row[1], row] as const);
