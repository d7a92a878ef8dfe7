import { policyDocument } from '../../src/constructs/policy-document';
import { evaluate } from '../../src/embedded-account/policy/evaluator';
import { RequestContext } from '../../src/embedded-account/policy/request-context';
import { parseIdentityPolicy } from '../../src/embedded-account/policy/statement';
import { releasePermissions, type ReleaseNames } from '../../src/release/permissions';

const account = '111122223333';
const iam = (resource: string) => `arn:aws:iam::${account}:${resource}`;
const itself = `arn:aws:lambda:us-east-1:${account}:function:g-release`;
const ledger = `arn:aws:dynamodb:us-east-1:${account}:table/g-ledger`;
const [deny, fallback] = [iam('policy/DenyIAMAccess'), iam('policy/g/g-deny-iam-boundary')];
const [own, teams] = [iam('policy/g/g-boundary-1234'), iam('policy/team-limits')];
const [user, role] = [iam('user/eve'), iam('role/app')];
const [breakGlass, ownRole] = [iam('role/break-glass'), iam('role/g/g-revoker')];
const [topic, topicKey, key] = ['topic', 'topic-key', 'key'].map((one) => `arn:aws:x:us-east-1:${account}:${one}`);
const summaries = { bucketArn: 'arn:aws:s3:::evidence', objects: 'arn:aws:s3:::evidence/runs/*/summary.json' };

const names: ReleaseNames = {
  ...{ functionArn: itself, users: iam('user/*'), denyPolicyArn: deny, boundaryPolicyArn: fallback, ledgerArn: ledger },
  audit: {
    ...{ roles: iam('role/*'), boundaries: iam('policy/g/g-boundary-*'), adopt: ['arn:aws:iam::*:policy/team-*'] },
    ...{ tagKeys: ['Permissions_Used'], untouchable: [breakGlass], unboundable: [iam('role/g/*')] },
  },
};

type Keys = Readonly<Record<string, string | readonly string[]>>;
type Row = readonly [action: string, resource: string, keys?: Keys];

/** Whether the permissions let something through, asked by the function unless another is named. */
function may([action, resource, keys = {}]: Row, more: Partial<ReleaseNames> = {}): boolean {
  const context = new RequestContext({ 'lambda:SourceFunctionArn': itself, ...keys });
  const policy = parseIdentityPolicy(policyDocument(releasePermissions({ ...names, ...more })));
  return evaluate({ action, resource, context }, [policy], undefined).kind === 'allowed';
}

const policyArn = (arn: string): Keys => ({ 'iam:PolicyARN': arn });
const boundary = (arn: string): Keys => ({ 'iam:PermissionsBoundary': arn });
const tags = (...keys: string[]): Keys => ({ 'aws:TagKeys': keys });

/** What a release does. */
const NEEDED: readonly Row[] = [
  ['iam:GetUser', user],
  ['iam:GetUserPolicy', user],
  ['iam:ListAttachedUserPolicies', user],
  ['iam:ListUsers', iam('user/')],
  ['iam:ListEntitiesForPolicy', deny],
  ['iam:ListEntitiesForPolicy', fallback],
  ['iam:DetachUserPolicy', user, policyArn(deny)],
  ['iam:DeleteUserPolicy', user],
  ['iam:DeleteUserPermissionsBoundary', user, boundary(fallback)],
  ['dynamodb:Query', ledger],
  ['dynamodb:Query', `${ledger}/index/open`],
  ['dynamodb:Query', `${ledger}/index/runs`],
  ['dynamodb:UpdateItem', ledger],
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

/** What it must not be able to do, whatever its code says. */
const FORBIDDEN: readonly (readonly [why: string, ...row: Row])[] = [
  ['it takes away and attaches nothing', 'iam:AttachUserPolicy', user, policyArn(deny)],
  ['it writes no policy', 'iam:PutUserPolicy', user],
  ['it writes no policy', 'iam:CreatePolicyVersion', own],
  ["policies of others are not the guard's", 'iam:DetachUserPolicy', user, policyArn(teams)],
  ["policies of others are not the guard's", 'iam:DeletePolicy', teams],
  ['the deny of everybody stays', 'iam:DeletePolicy', deny],
  ['boundaries of others stay', 'iam:DeleteRolePermissionsBoundary', role, boundary(teams)],
  ['boundaries of others stay', 'iam:DeleteUserPermissionsBoundary', user, boundary(teams)],
  ['nothing but what was there is put', 'iam:PutRolePermissionsBoundary', role, boundary(iam('policy/wide'))],
  ['break-glass is never bounded', 'iam:PutRolePermissionsBoundary', breakGlass, boundary(own)],
  ['own roles are never bounded', 'iam:PutRolePermissionsBoundary', ownRole, boundary(own)],
  ['own roles are never tagged', 'iam:TagRole', ownRole, tags('Permissions_Used')],
  ['tags of others stay', 'iam:UntagRole', role, tags('owner')],
  ['tags of others stay', 'iam:UntagRole', role, tags('Permissions_Used', 'owner')],
  ['a call without tags says nothing of them', 'iam:TagRole', role],
  ['a role is not its to pass or to change', 'iam:UpdateAssumeRolePolicy', role],
  ['it removes nobody', 'iam:DeleteUser', user],
  ['the ledger keeps what it holds', 'dynamodb:DeleteItem', ledger],
  ['the ledger is closed by update', 'dynamodb:PutItem', ledger],
];

/** With what a title shows of each first. */
const shown = (rows: readonly Row[]) => rows.map((row) => [row[0], row[1], row] as const);

const changes = ([action]: Row) => /:(Detach|Delete|Put|Tag|Untag|Update)/.test(action);

describe('the release function', () => {
  it.each(shown(NEEDED))('may call %s on %s', (_, __, row) => {
    expect(may(row)).toBe(true);
  });

  it.each(FORBIDDEN.map(([why, ...row]) => [why, row[0], row[1], row] as const))(
    'may not, since %s: %s on %s',
    (_, __, ___, row) => {
      expect(may(row)).toBe(false);
    },
  );

  it.each(shown(NEEDED.filter(changes)))('lends nobody who takes its role the call %s on %s', (_, __, row) => {
    const [action, resource, keys = {}] = row;
    const other = `arn:aws:lambda:us-east-1:${account}:function:another`;
    expect(may([action, resource, { ...keys, 'lambda:SourceFunctionArn': other }])).toBe(false);
  });

  it.each<[string, Partial<ReleaseNames>, Row]>([
    ['tells through the topic', { topicArn: topic }, ['sns:Publish', String(topic)]],
    ['uses the key of all', { kmsKeyArn: key }, ['kms:Decrypt', String(key)]],
    ['uses the key of all to write', { kmsKeyArn: key }, ['kms:GenerateDataKey', String(key)]],
    [
      'uses the key of an existing topic, without which its mails are refused',
      { topicArn: topic, topicKmsKeyArn: topicKey },
      ['kms:GenerateDataKey', String(topicKey)],
    ],
    [
      'reads summaries, whose bucket an audit deploys',
      { audit: { ...names.audit, summaries } },
      ['s3:GetObject', 'arn:aws:s3:::evidence/runs/run-1/summary.json'],
    ],
    [
      'sees that a summary is missing',
      { audit: { ...names.audit, summaries } },
      ['s3:ListBucket', summaries.bucketArn],
    ],
  ])('%s, where there is one, and only then', (_, more, row) => {
    expect([may(row, more), may(row)]).toEqual([true, false]);
  });

  it('reads of the bucket of evidence nothing but summaries', () => {
    expect(
      may(['s3:GetObject', 'arn:aws:s3:::evidence/runs/run-1/plan.json'], { audit: { ...names.audit, summaries } }),
    ).toBe(false);
    expect(
      may(['s3:PutObject', 'arn:aws:s3:::evidence/runs/run-1/summary.json'], { audit: { ...names.audit, summaries } }),
    ).toBe(false);
  });
});
