import type { Statement } from '../../../src/domain/policy-document';
import {
  batchPermissions,
  inventoryPermissions,
  type PermissionsBoundaryNames,
  summaryPermissions,
  watchPermissions,
} from '../../../src/guardrails/permissions-boundary/permissions';

const account = '111122223333';
const fn = (job: string) => `arn:aws:lambda:us-east-1:${account}:function:g-permissions-boundary-${job}`;
const iam = (resource: string) => `arn:aws:iam::${account}:${resource}`;
const bucketArn = `arn:aws:s3:::g-evidence-${account}`;
const base = `accounts/${account}/permissions-boundary`;
const objects = `${bucketArn}/${base}`;
const ledgerArn = `arn:aws:dynamodb:us-east-1:${account}:table/g-ledger`;
const topicArn = `arn:aws:sns:us-east-1:${account}:g-notices`;
const queueArn = `arn:aws:sqs:us-east-1:${account}:g-permissions-boundary-watch`;

/** Names of a deployment that tags; override only what the test is about. */
const someNames = (overrides: Partial<PermissionsBoundaryNames> = {}): PermissionsBoundaryNames => ({
  inventoryArn: fn('inventory'),
  batchArn: fn('batch'),
  summaryArn: fn('summary'),
  watchArn: fn('watch'),
  users: iam('user/*'),
  groups: iam('group/*'),
  roles: iam('role/*'),
  untouchable: [iam('role/g/*'), iam('user/break-glass')],
  tags: true,
  incremental: true,
  bucketArn,
  base,
  ledgerArn,
  queueArn,
  topicArn,
  ...overrides,
});

const allow = (Sid: string, Action: string[], Resource: unknown, Condition?: object) => ({
  ...{ Sid, Effect: 'Allow', Action, Resource },
  ...(Condition && { Condition }),
});
const from = (job: string) => ({ ArnEquals: { 'lambda:SourceFunctionArn': fn(job) } });
const ownKeys = {
  'ForAllValues:StringLike': {
    'aws:TagKeys': [
      'Permissions_Coverage_Percent',
      'Permissions_Granted',
      'Permissions_Used',
      'Permissions_Unused',
      'Permissions_Services_*',
    ],
  },
  Null: { 'aws:TagKeys': 'false' },
};
const TAGGING = ['iam:TagRole', 'iam:TagUser', 'iam:UntagRole', 'iam:UntagUser'];
const actionsOf = (statements: Statement[]) => statements.flatMap(({ Action = [] }) => Action);

describe('the inventory', () => {
  it('may do exactly this', () => {
    expect(inventoryPermissions(someNames())).toEqual([
      allow(
        'ReadAccount',
        ['iam:GenerateCredentialReport', 'iam:GetAccountAuthorizationDetails', 'iam:GetCredentialReport'],
        '*',
      ),
      allow('WriteManifest', ['s3:PutObject'], [`${objects}/runs/*/manifest.json`], from('inventory')),
    ]);
  });

  it('may read the object with exemptions, where the settings name one', () => {
    const exemptionsObjectArn = 'arn:aws:s3:::lists/exempt.txt';
    const reading = inventoryPermissions(someNames({ exemptionsObjectArn })).filter(
      ({ Sid }) => Sid === 'ReadExemptions',
    );
    expect(reading).toEqual([allow('ReadExemptions', ['s3:GetObject'], [exemptionsObjectArn])]);
  });
});

describe('a batch', () => {
  it('may do exactly this', () => {
    expect(batchPermissions(someNames())).toEqual([
      allow(
        'AskForReports',
        ['iam:GenerateServiceLastAccessedDetails'],
        [iam('group/*'), iam('role/*'), iam('user/*')],
      ),
      allow('ReadReports', ['iam:GetServiceLastAccessedDetails'], '*'),
      allow('ReadEvidence', ['s3:GetObject'], [`${objects}/evidence/*`], from('batch')),
      allow('TellMissing', ['s3:ListBucket'], [bucketArn]),
      allow('ReadIncidents', ['dynamodb:Query'], [ledgerArn, `${ledgerArn}/index/open`]),
      allow('WriteRows', ['s3:PutObject'], [`${objects}/runs/*/batches/*`], from('batch')),
      allow('TagUsers', ['iam:TagUser', 'iam:UntagUser'], [iam('user/*')], { ...from('batch'), ...ownKeys }),
      allow('TagRoles', ['iam:TagRole', 'iam:UntagRole'], [iam('role/*')], { ...from('batch'), ...ownKeys }),
      {
        Sid: 'SpareUntouchable',
        Effect: 'Deny',
        Action: TAGGING,
        Resource: [iam('role/g/*'), iam('user/break-glass')],
      },
    ]);
  });

  it('may tag nobody where tags are off', () => {
    expect(actionsOf(batchPermissions(someNames({ tags: false }))).filter((one) => TAGGING.includes(one))).toEqual([]);
  });
});

describe('the summary', () => {
  it('may do exactly this', () => {
    expect(summaryPermissions(someNames())).toEqual([
      allow(
        'ReadRows',
        ['s3:GetObject'],
        [`${objects}/runs/*/manifest.json`, `${objects}/runs/*/batches/*`, `${objects}/runs/*/results/*`],
      ),
      allow('TellMissing', ['s3:ListBucket'], [bucketArn]),
      allow(
        'WriteSummary',
        ['s3:PutObject'],
        [`${objects}/runs/*/summary.json`, `${objects}/runs/*/summary.csv`, `${objects}/last-success.json`],
        from('summary'),
      ),
      allow('KeepEvidence', ['s3:GetObject', 's3:PutObject'], [`${objects}/evidence/*`], from('summary')),
      allow('ClaimNotices', ['dynamodb:UpdateItem'], [ledgerArn], from('summary')),
      allow('Tell', ['sns:Publish'], [topicArn], from('summary')),
    ]);
  });
});

describe('evidence of earlier runs', () => {
  it('is out of reach where the settings keep none', () => {
    const names = someNames({ incremental: false });
    const all = [...batchPermissions(names), ...summaryPermissions(names)];
    expect(JSON.stringify(all)).not.toContain('/evidence/');
  });
});

describe('the watch', () => {
  it('may do exactly this', () => {
    expect(watchPermissions(someNames())).toEqual([
      allow('ReadSuccess', ['s3:GetObject'], [`${objects}/last-success.json`, `${objects}/watched-since.json`]),
      allow('TellMissing', ['s3:ListBucket'], [bucketArn]),
      allow('WriteSince', ['s3:PutObject'], [`${objects}/watched-since.json`], from('watch')),
      allow('Queue', ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'], [queueArn]),
      allow('ClaimNotices', ['dynamodb:UpdateItem'], [ledgerArn], from('watch')),
      allow('Tell', ['sns:Publish'], [topicArn], from('watch')),
    ]);
  });
});

describe.each([
  ['inventory', inventoryPermissions],
  ['batch', batchPermissions],
  ['summary', summaryPermissions],
  ['watch', watchPermissions],
] as const)('the function %s', (job, permissionsOf) => {
  const statements = permissionsOf(someNames({ exemptionsObjectArn: 'arn:aws:s3:::lists/exempt.txt' }));

  it('changes anything from itself only', () => {
    const isReading = (action: string) => /^(iam:(Get|Generate)|s3:(Get|List)|dynamodb:Query|sqs:)/.test(action);
    const changing = statements.filter(
      ({ Effect, ...rest }) => Effect === 'Allow' && !actionsOf([{ Effect, ...rest }]).every(isReading),
    );
    expect(changing.length).toBeGreaterThan(0);
    for (const { Condition } of changing) expect(Condition).toMatchObject(from(job));
  });

  it('may do everywhere only what knows no narrower resource', () => {
    const everywhere = statements.filter(({ Resource = '*' }) => [Resource].flat().includes('*'));
    // The Service Authorization Reference names no resource type for these four.
    const accountWide = [
      ...['iam:GenerateCredentialReport', 'iam:GetAccountAuthorizationDetails', 'iam:GetCredentialReport'],
      'iam:GetServiceLastAccessedDetails',
    ];
    expect(actionsOf(everywhere).filter((action) => !accountWide.includes(action))).toEqual([]);
  });

  it('touches no object of another account or guardrail', () => {
    const touched = statements
      .filter((one) => actionsOf([one]).some((action) => /^s3:.*Object/.test(action)))
      .flatMap(({ Resource = [] }) => Resource)
      .filter((resource) => resource.startsWith(bucketArn));
    expect(touched.length).toBeGreaterThan(0);
    expect(touched.filter((resource) => !resource.startsWith(`${objects}/`))).toEqual([]);
  });

  it('may use the key of the settings and no other', () => {
    const kmsKeyArn = `arn:aws:kms:us-east-1:${account}:key/k`;
    const keys = permissionsOf(someNames({ kmsKeyArn })).filter((one) =>
      actionsOf([one]).some((action) => action.startsWith('kms:')),
    );
    expect(keys).toEqual([allow('Key', ['kms:Decrypt', 'kms:GenerateDataKey'], [kmsKeyArn])]);
    expect(actionsOf(statements).filter((action) => action.startsWith('kms:'))).toEqual([]);
  });

  it('may publish nothing where nobody is told', () => {
    expect(actionsOf(permissionsOf(someNames({ topicArn: undefined })))).not.toContain('sns:Publish');
  });
});
