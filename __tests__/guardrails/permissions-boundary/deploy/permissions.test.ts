import { SPARES_HELD } from '../../../../src/domain/policy/held';
import type { Statement } from '../../../../src/domain/policy/policy-document';
import type { Job } from '../../../../src/audit/contract';
import {
  boundaryPermissions,
  type PermissionsBoundaryNames,
} from '../../../../src/guardrails/permissions-boundary/deploy/permissions';

const of = (job: Job) => (names: PermissionsBoundaryNames) => boundaryPermissions(names)[job];
const inventoryPermissions = of('inventory');
const batchPermissions = of('batch');
const planPermissions = of('plan');
const changePermissions = of('change');
const summaryPermissions = of('summary');
const watchPermissions = of('watch');

const account = '111122223333';
const fn = (job: string) => `arn:aws:lambda:us-east-1:${account}:function:g-permissions-boundary-${job}`;
const iam = (resource: string) => `arn:aws:iam::${account}:${resource}`;
const bucketArn = `arn:aws:s3:::g-evidence-${account}`;
const base = `accounts/${account}/permissions-boundary`;
/** Evidence of the account, for all guardrails. */
const everybodys = `${bucketArn}/accounts/${account}/evidence/*`;
const objects = `${bucketArn}/${base}`;
const ledgerArn = `arn:aws:dynamodb:us-east-1:${account}:table/g-ledger`;
const topicArn = `arn:aws:sns:us-east-1:${account}:g-notices`;
const queueArn = `arn:aws:sqs:us-east-1:${account}:g-permissions-boundary-watch`;

const boundaries = iam('policy/g/g-boundary-*');

/** Names of a deployment that tags and enforces; override only what the test is about. */
const someNames = (overrides: Partial<PermissionsBoundaryNames> = {}): PermissionsBoundaryNames => ({
  accountId: account,
  functions: {
    ...{ inventory: fn('inventory'), batch: fn('batch'), plan: fn('plan') },
    ...{ change: fn('change'), summary: fn('summary'), watch: fn('watch') },
  },
  users: iam('user/*'),
  groups: iam('group/*'),
  roles: iam('role/*'),
  untouchable: [iam('role/g/g-revoker'), iam('user/break-glass')],
  reserved: [iam('role/g/*'), iam('role/aws-reserved/*')],
  boundaries,
  buckets: 'arn:aws:s3:::*',
  mode: 'enforce',
  opens: 'Boundaries',
  tags: true,
  bucketArn,
  base,
  evidenceBase: `accounts/${account}/evidence`,
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
/** The entry of the ledger that says whose run may call IAM. */
const takesTurns = (job: string) =>
  allow('TakeTurns', ['dynamodb:GetItem', 'dynamodb:PutItem'], [ledgerArn], {
    ...from(job),
    'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [`${account}#iam-calls`] },
  });
const TAGGING = ['iam:TagRole', 'iam:TagUser', 'iam:UntagRole', 'iam:UntagUser'];
const actionsOf = (statements: readonly Statement[]) => statements.flatMap(({ Action = [] }) => Action);

describe('the inventory', () => {
  it('may do exactly this', () => {
    expect(inventoryPermissions(someNames())).toEqual([
      allow(
        'ReadAccount',
        ['iam:GenerateCredentialReport', 'iam:GetAccountAuthorizationDetails', 'iam:GetCredentialReport'],
        '*',
      ),
      allow('ReadOpenBoundaries', ['dynamodb:Query'], [`${ledgerArn}/index/open`]),
      allow('ReadRun', ['s3:GetObject'], [`${objects}/runs/*/run.json`]),
      allow('TellMissing', ['s3:ListBucket'], [bucketArn]),
      takesTurns('inventory'),
      allow(
        'WriteManifest',
        ['s3:PutObject'],
        [`${objects}/runs/*/run.json`, `${objects}/runs/*/manifest.json`, `${objects}/runs/*/policies.json`],
        from('inventory'),
      ),
    ]);
  });

  it('may read the object with exemptions, where the settings name one', () => {
    const exemptionsObjectArn = 'arn:aws:s3:::lists/exempt.txt';
    const reading = inventoryPermissions(someNames({ exemptionsObjectArn })).filter(
      ({ Sid }) => Sid === 'ReadExemptions',
    );
    expect(reading).toEqual([allow('ReadExemptions', ['s3:GetObject'], [exemptionsObjectArn])]);
  });

  it('may use the key of that object, to read alone', () => {
    const exemptionsKmsKeyArn = `arn:aws:kms:eu-west-1:${account}:key/lists`;
    const using = inventoryPermissions(someNames({ exemptionsKmsKeyArn })).filter(({ Resource = [] }) =>
      Resource.includes(exemptionsKmsKeyArn),
    );
    expect(using).toEqual([allow('ExemptionsKey', ['kms:Decrypt'], [exemptionsKmsKeyArn])]);
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
      allow('ReadEvidence', ['s3:GetObject'], [everybodys, `${objects}/evidence/*`], from('batch')),
      allow('TellMissing', ['s3:ListBucket'], [bucketArn]),
      allow('ReadManifest', ['s3:GetObject'], [`${objects}/runs/*/run.json`, `${objects}/runs/*/manifest.json`]),
      allow('ReadStanding', ['s3:GetObject'], [`${objects}/runs/*/policies.json`]),
      allow('ReadIncidents', ['dynamodb:Query'], [ledgerArn, `${ledgerArn}/index/open`]),
      takesTurns('batch'),
      allow('WriteRows', ['s3:PutObject'], [`${objects}/runs/*/batches/*`], from('batch')),
      allow('ReadQuotas', ['iam:GetAccountSummary'], '*'),
      allow('MakePolicies', ['iam:CreatePolicy'], [boundaries], from('batch')),
      allow('KeepPolicies', ['s3:PutObject'], [`${objects}/policies/*`], from('batch')),
      allow('RememberTags', ['dynamodb:UpdateItem'], [ledgerArn], from('batch')),
      allow('TagUsers', ['iam:TagUser', 'iam:UntagUser'], [iam('user/*')], { ...from('batch'), ...ownKeys }),
      allow('TagRoles', ['iam:TagRole', 'iam:UntagRole'], [iam('role/*')], { ...from('batch'), ...ownKeys }),
      {
        Sid: 'SpareUntouchable',
        Effect: 'Deny',
        Action: TAGGING,
        Resource: [iam('role/g/g-revoker'), iam('user/break-glass')],
      },
      SPARES_HELD,
    ]);
  });

  it.each([
    ['off', 0],
    ['observe', 1],
    ['enforce', 1],
  ] as const)('in mode %s reads what the boundaries say: %i', (mode, count) => {
    const reading = batchPermissions(someNames({ mode })).filter(({ Sid }) => Sid === 'ReadStanding');
    expect(reading).toHaveLength(count);
  });

  it.each(['off', 'observe'] as const)('makes no policy in mode %s', (mode) => {
    const actions = actionsOf(batchPermissions(someNames({ mode })));
    expect(actions.filter((action) => /Policy|Summary/.test(action))).toEqual([]);
  });

  it('may tag nobody where tags are off', () => {
    const statements = batchPermissions(someNames({ tags: false })).filter(({ Sid }) => Sid !== 'TakeTurns');
    const actions = actionsOf(statements);
    expect(actions.filter((one) => TAGGING.includes(one) || one === 'dynamodb:UpdateItem')).toEqual([]);
  });
});

describe('the summary', () => {
  it.each([
    ['off', 0],
    ['observe', 0],
    ['enforce', 1],
  ] as const)('in mode %s remembers who needs what again: %i', (mode, count) => {
    const statements = summaryPermissions(someNames({ mode })).filter(({ Sid }) => Sid === 'RememberNeeds');
    expect(statements).toHaveLength(count);
  });

  it('may do exactly this', () => {
    expect(summaryPermissions(someNames())).toEqual([
      allow(
        'ReadRows',
        ['s3:GetObject'],
        [
          'run.json',
          'manifest.json',
          'batches/*',
          'results/*',
          'plan.json',
          'changed/*',
          'change-results/*',
          'policies.json',
        ].map((key) => `${objects}/runs/*/${key}`),
      ),
      allow('TellMissing', ['s3:ListBucket'], [bucketArn]),
      allow(
        'WriteSummary',
        ['s3:PutObject'],
        [
          `${objects}/runs/*/summary.json`,
          `${objects}/runs/*/summary.csv`,
          `${objects}/runs/*/report.html`,
          `${objects}/last-success.json`,
        ],
        from('summary'),
      ),
      allow('NoteHistory', ['s3:GetObject', 's3:PutObject'], [`${objects}/history.json`], from('summary')),
      allow('RememberNeeds', ['s3:GetObject', 's3:PutObject'], [`${objects}/needs-again.json`], from('summary')),
      allow('KeepEvidence', ['s3:GetObject', 's3:PutObject'], [everybodys], from('summary')),
      allow('ReadFormerEvidence', ['s3:GetObject'], [`${objects}/evidence/*`], from('summary')),
      allow('ReadOpenEntries', ['dynamodb:Query'], [`${ledgerArn}/index/open`]),
      takesTurns('summary'),
      allow('ClaimNotices', ['dynamodb:UpdateItem'], [ledgerArn], from('summary')),
      allow('Tell', ['sns:Publish'], [topicArn], from('summary')),
    ]);
  });
});

describe('the function that plans', () => {
  const kept = [`${objects}/wave.json`, `${objects}/not-principal.json`, `${objects}/policies/*`];
  const readsBuckets = allow('ReadBucketPolicies', ['s3:GetBucketPolicy'], ['arn:aws:s3:::*']);
  const rest = [
    allow('ReadOpenBoundaries', ['dynamodb:Query'], [`${ledgerArn}/index/open`]),
    takesTurns('plan'),
    allow(
      'ReadRun',
      ['s3:GetObject'],
      [
        ...['run.json', 'manifest.json', 'batches/*', 'results/*', 'policies.json', 'plan.json'].map(
          (key) => `${objects}/runs/*/${key}`,
        ),
        ...kept,
      ],
    ),
    allow('TellMissing', ['s3:ListBucket'], [bucketArn]),
    allow(
      'WritePlan',
      ['s3:PutObject'],
      [`${objects}/runs/*/plan.json`, `${objects}/runs/*/changes.json`],
      from('plan'),
    ),
  ];
  const telling = [
    allow('ClaimNotices', ['dynamodb:UpdateItem'], [ledgerArn], from('plan')),
    allow('Tell', ['sns:Publish'], [topicArn], from('plan')),
  ];

  it('may do exactly this', () => {
    const writes = [
      'CreatePolicy',
      'CreatePolicyVersion',
      'DeletePolicy',
      'DeletePolicyVersion',
      'SetDefaultPolicyVersion',
    ];
    const listed = ['GetAccountAuthorizationDetails', 'GetAccountSummary', 'ListPolicies'].map((one) => `iam:${one}`);
    expect(planPermissions(someNames())).toEqual([
      allow('ReadAccount', [...listed, 's3:ListAllMyBuckets'], '*'),
      readsBuckets,
      allow('ReadPolicies', ['iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:ListPolicyVersions'], [boundaries]),
      allow(
        'WritePolicies',
        writes.map((action) => `iam:${action}`),
        [boundaries],
        from('plan'),
      ),
      ...rest,
      allow('KeepPolicies', ['s3:PutObject'], kept, from('plan')),
      ...telling,
    ]);
  });

  it('may read the policies of those services that the settings name, and of no others', () => {
    const readable = [
      { service: 'kms', list: 'kms:ListKeys', read: 'kms:GetKeyPolicy', arn: `arn:aws:kms:*:${account}:key/*` },
      { service: 'sqs', list: 'sqs:ListQueues', read: 'sqs:GetQueueAttributes', arn: `arn:aws:sqs:*:${account}:*` },
    ];
    const usual = planPermissions(someNames());
    const more = planPermissions(someNames({ readable })).filter(({ Sid }) => !usual.some((one) => one.Sid === Sid));
    expect(more).toEqual([
      allow('ListResources', ['kms:ListKeys', 'sqs:ListQueues'], '*'),
      allow('ReadkmsPolicies', ['kms:GetKeyPolicy'], [`arn:aws:kms:*:${account}:key/*`]),
      allow('ReadsqsPolicies', ['sqs:GetQueueAttributes'], [`arn:aws:sqs:*:${account}:*`]),
    ]);
    expect(planPermissions(someNames({ readable: [] }))).toEqual(usual);
  });

  it('may read and make no policy, and keep nothing beyond the run, where boundaries are observed', () => {
    expect(planPermissions(someNames({ mode: 'observe' }))).toEqual([
      allow('ReadAccount', ['iam:GetAccountSummary', 's3:ListAllMyBuckets'], '*'),
      ...[readsBuckets, ...rest, ...telling],
    ]);
  });
});

describe('the function that changes', () => {
  it('may do exactly this', () => {
    const own = { ArnLike: { 'iam:PermissionsBoundary': boundaries } };
    const [users, roles] = [[iam('user/*')], [iam('role/*')]];
    expect(changePermissions(someNames())).toEqual([
      allow('ReadAccount', ['iam:GetAccountAuthorizationDetails'], '*'),
      allow('ReadPrincipals', ['iam:GetRole', 'iam:GetUser'], [...roles, ...users]),
      allow('ReadMemberships', ['iam:ListGroupsForUser'], users),
      allow('ReadPolicies', ['iam:GetPolicy', 'iam:GetPolicyVersion'], [boundaries]),
      allow('BoundUsers', ['iam:PutUserPermissionsBoundary'], users, { ...from('change'), ...own }),
      allow('BoundRoles', ['iam:PutRolePermissionsBoundary'], roles, { ...from('change'), ...own }),
      {
        Sid: 'SpareUntouchable',
        Effect: 'Deny',
        Action: ['iam:PutRolePermissionsBoundary', 'iam:PutUserPermissionsBoundary'],
        Resource: [
          // The revoker's role is one of those below /g/.
          iam('user/break-glass'),
          ...[iam('role/g/*'), iam('role/aws-reserved/*')],
        ],
      },
      SPARES_HELD,
      allow('ReadLedger', ['dynamodb:Query'], [ledgerArn, `${ledgerArn}/index/open`]),
      takesTurns('change'),
      allow('Record', ['dynamodb:PutItem', 'dynamodb:UpdateItem'], [ledgerArn], from('change')),
      allow('ReadPlan', ['s3:GetObject'], [`${objects}/runs/*/run.json`, `${objects}/runs/*/plan.json`]),
      allow('WriteChanged', ['s3:PutObject'], [`${objects}/runs/*/changed/*`], from('change')),
    ]);
  });
});

describe.each([
  ['off', []],
  ['observe', ['plan.json']],
  ['enforce', ['plan.json', 'changed/*', 'change-results/*']],
] as const)('the summary in mode %s', (mode, keys) => {
  it(`reads ${keys.join(', ') || 'no plan'} beside the rows and the policies that its page shows`, () => {
    const read = summaryPermissions(someNames({ mode })).find(({ Sid }) => Sid === 'ReadRows')?.Resource;
    expect(read?.slice(4)).toEqual([...keys, 'policies.json'].map((key) => `${objects}/runs/*/${key}`));
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
  ['plan', planPermissions],
  ['change', changePermissions],
  ['summary', summaryPermissions],
  ['watch', watchPermissions],
] as const)('the function %s', (job, permissionsOf) => {
  const statements = permissionsOf(someNames({ exemptionsObjectArn: 'arn:aws:s3:::lists/exempt.txt' }));

  it('may use the key of an existing topic where it tells people, and nowhere else', () => {
    const topicKmsKeyArn = `arn:aws:kms:us-east-1:${account}:key/topic`;
    const told = permissionsOf(someNames({ topicKmsKeyArn }));
    expect(told.filter(({ Resource = [] }) => Resource.includes(topicKmsKeyArn))).toEqual(
      ['plan', 'summary', 'watch'].includes(job)
        ? [allow('TopicKey', ['kms:Decrypt', 'kms:GenerateDataKey*'], [topicKmsKeyArn])]
        : [],
    );
    expect(permissionsOf(someNames({ topicKmsKeyArn, topicArn: undefined }))).toEqual(
      permissionsOf(someNames({ topicArn: undefined })),
    );
  });

  it('changes anything from itself only', () => {
    const isReading = (action: string) => /^(iam:(Get|Generate|List)|s3:(Get|List)|dynamodb:Query|sqs:)/.test(action);
    const changing = statements.filter(
      ({ Effect, ...rest }) => Effect === 'Allow' && !actionsOf([{ Effect, ...rest }]).every(isReading),
    );
    expect(changing.length).toBeGreaterThan(0);
    for (const { Condition } of changing) expect(Condition).toMatchObject(from(job));
  });

  it('may do everywhere only what knows no narrower resource', () => {
    const everywhere = statements.filter(({ Resource = '*' }) => [Resource].flat().includes('*'));
    // The Service Authorization Reference names no resource type for these.
    const accountWide = [
      ...['iam:GetAccountSummary', 'iam:ListPolicies', 's3:ListAllMyBuckets'],
      ...['iam:GenerateCredentialReport', 'iam:GetAccountAuthorizationDetails', 'iam:GetCredentialReport'],
      'iam:GetServiceLastAccessedDetails',
    ];
    expect(actionsOf(everywhere).filter((action) => !accountWide.includes(action))).toEqual([]);
  });

  it('touches no object of another account or guardrail, but for the evidence of all', () => {
    const touched = statements
      .filter((one) => actionsOf([one]).some((action) => /^s3:.*Object/.test(action)))
      .flatMap(({ Resource = [] }) => Resource)
      .filter((resource) => resource.startsWith(bucketArn));
    expect(touched.length).toBeGreaterThan(0);
    const others = touched.filter((resource) => !resource.startsWith(`${objects}/`));
    expect(others).toEqual(['batch', 'summary'].includes(job) ? [everybodys] : []);
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
