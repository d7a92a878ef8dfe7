import { changePermissions, planPermissions } from '../../../src/audit/deploy/changing-permissions';
import type { AuditNames } from '../../../src/audit/deploy/names';
import {
  batchPermissions,
  inventoryPermissions,
  summaryPermissions,
  type Traits,
  watchPermissions,
} from '../../../src/audit/deploy/permissions';
import { spares } from '../../../src/audit/deploy/statements';
import type { Statement } from '../../../src/domain/policy/policy-document';

const account = '111122223333';
const fn = (job: string) => `arn:aws:lambda:us-east-1:${account}:function:g-room-${job}`;
const iam = (resource: string) => `arn:aws:iam::${account}:${resource}`;
const bucketArn = `arn:aws:s3:::g-evidence-${account}`;
const objects = `${bucketArn}/accounts/${account}/room`;
const ofRuns = (...keys: string[]) => keys.map((one) => `${objects}/runs/*/${one}`);
const ledgerArn = `arn:aws:dynamodb:us-east-1:${account}:table/g-ledger`;
const topicArn = `arn:aws:sns:us-east-1:${account}:g-notices`;
const queueArn = `arn:aws:sqs:us-east-1:${account}:g-room-watch`;

/** Names of the audit of some guardrail that enforces; override only what the test is about. */
const someNames = (overrides: Partial<AuditNames> = {}): AuditNames => ({
  accountId: account,
  functions: {
    ...{ inventory: fn('inventory'), batch: fn('batch'), plan: fn('plan') },
    ...{ change: fn('change'), summary: fn('summary'), watch: fn('watch') },
  },
  users: iam('user/*'),
  groups: iam('group/*'),
  roles: iam('role/*'),
  untouchable: [iam('role/g/g-room-batch'), iam('user/break-glass')],
  reserved: [iam('role/g/*'), iam('role/aws-reserved/*')],
  mode: 'enforce',
  opens: 'Keys',
  bucketArn,
  base: `accounts/${account}/room`,
  evidenceBase: `accounts/${account}/evidence`,
  ledgerArn,
  queueArn,
  topicArn,
  ...overrides,
});

const NOTHING = { does: [], keeps: { sid: 'KeepWave', keys: [] } };

/** What each function may do for a guardrail that adds nothing, with some traits or none. */
const allWith = (traits: Traits, names = someNames()): Readonly<Record<string, readonly Statement[]>> => ({
  inventory: inventoryPermissions(names, traits, []),
  batch: batchPermissions(names, traits, { reads: [], changes: [] }),
  plan: planPermissions(names, traits, NOTHING),
  change: changePermissions(names, []),
  summary: summaryPermissions(names, traits),
  watch: watchPermissions(names),
});

const allow = (Sid: string, Action: string[], Resource: unknown, from?: string) => ({
  ...{ Sid, Effect: 'Allow', Action, Resource },
  ...(from !== undefined && { Condition: { ArnEquals: { 'lambda:SourceFunctionArn': fn(from) } } }),
});
/** The entry of the ledger that says whose run may call IAM, and none besides. */
const takesTurns = (from: string) => ({
  ...allow('TakeTurns', ['dynamodb:GetItem', 'dynamodb:PutItem'], [ledgerArn]),
  Condition: {
    ArnEquals: { 'lambda:SourceFunctionArn': fn(from) },
    'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [`${account}#iam-calls`] },
  },
});
const tellsMissing = allow('TellMissing', ['s3:ListBucket'], [bucketArn]);
const telling = (from: string) => [
  allow('ClaimNotices', ['dynamodb:UpdateItem'], [ledgerArn], from),
  allow('Tell', ['sns:Publish'], [topicArn], from),
];
const actionsOf = (statements: readonly Statement[] = []) => statements.flatMap(({ Action = [] }) => Action);
const asJson = (statement: Statement) => JSON.stringify(statement);
const rows = ['run.json', 'manifest.json', 'batches/*', 'results/*'];

describe('for a guardrail that adds nothing', () => {
  const all = allWith({});

  it.each<[string, object[]]>([
    [
      'inventory',
      [
        allow(
          'ReadAccount',
          ['iam:GenerateCredentialReport', 'iam:GetAccountAuthorizationDetails', 'iam:GetCredentialReport'],
          '*',
        ),
        allow('ReadRun', ['s3:GetObject'], ofRuns('run.json')),
        tellsMissing,
        takesTurns('inventory'),
        allow('WriteManifest', ['s3:PutObject'], ofRuns('run.json', 'manifest.json'), 'inventory'),
      ],
    ],
    [
      'batch',
      [
        tellsMissing,
        allow('ReadManifest', ['s3:GetObject'], ofRuns('run.json', 'manifest.json')),
        takesTurns('batch'),
        allow('WriteRows', ['s3:PutObject'], ofRuns('batches/*'), 'batch'),
      ],
    ],
    [
      'plan',
      [
        allow('ReadOpenKeys', ['dynamodb:Query'], [`${ledgerArn}/index/open`]),
        takesTurns('plan'),
        allow('ReadRun', ['s3:GetObject'], [...ofRuns(...rows, 'plan.json'), `${objects}/wave.json`]),
        tellsMissing,
        allow('WritePlan', ['s3:PutObject'], ofRuns('plan.json', 'changes.json'), 'plan'),
        allow('KeepWave', ['s3:PutObject'], [`${objects}/wave.json`], 'plan'),
        ...telling('plan'),
      ],
    ],
    [
      'change',
      [
        allow('ReadLedger', ['dynamodb:Query'], [ledgerArn, `${ledgerArn}/index/open`]),
        takesTurns('change'),
        allow('Record', ['dynamodb:PutItem', 'dynamodb:UpdateItem'], [ledgerArn], 'change'),
        allow('ReadPlan', ['s3:GetObject'], ofRuns('run.json', 'plan.json')),
        allow('WriteChanged', ['s3:PutObject'], ofRuns('changed/*'), 'change'),
      ],
    ],
    [
      'summary',
      [
        allow('ReadRows', ['s3:GetObject'], ofRuns(...rows, 'plan.json', 'changed/*', 'change-results/*')),
        tellsMissing,
        allow(
          'WriteSummary',
          ['s3:PutObject'],
          [...ofRuns('summary.json', 'summary.csv', 'report.html'), `${objects}/last-success.json`],
          'summary',
        ),
        allow('NoteHistory', ['s3:GetObject', 's3:PutObject'], [`${objects}/history.json`], 'summary'),
        allow('ReadOpenEntries', ['dynamodb:Query'], [`${ledgerArn}/index/open`]),
        takesTurns('summary'),
        ...telling('summary'),
      ],
    ],
    [
      'watch',
      [
        allow('ReadSuccess', ['s3:GetObject'], [`${objects}/last-success.json`, `${objects}/watched-since.json`]),
        tellsMissing,
        allow('WriteSince', ['s3:PutObject'], [`${objects}/watched-since.json`], 'watch'),
        allow('Queue', ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'], [queueArn]),
        ...telling('watch'),
      ],
    ],
  ])('the function %s may do exactly this', (job, expected) => {
    expect(all[job]).toEqual(expected);
  });

  it('IAM is asked by the inventory alone, and changed by nobody', () => {
    const asking = Object.keys(all).filter((job) => actionsOf(all[job]).some((action) => action.startsWith('iam:')));
    expect(asking).toEqual(['inventory']);
    expect(Object.values(all).flatMap(actionsOf)).not.toContainEqual(
      expect.stringMatching(/^iam:(?!Get|GenerateCredentialReport$)/),
    );
  });

  it.each(Object.keys(all))('the function %s touches no evidence, and no other object of another guardrail', (job) => {
    const touched = (all[job] ?? [])
      .flatMap(({ Resource = [] }) => Resource)
      .filter((resource) => resource.startsWith(`${bucketArn}/`));
    expect(touched.length).toBeGreaterThan(0);
    expect(touched.filter((one) => !one.startsWith(`${objects}/`) || one.includes('/evidence/'))).toEqual([]);
  });

  it.each([
    ['off', []],
    ['observe', ['plan.json']],
  ] as const)('in mode %s the summary reads of a plan: %j', (mode, keys) => {
    const [read] = summaryPermissions(someNames({ mode }), {});
    expect(read?.Resource).toEqual(ofRuns(...rows, ...keys));
  });

  it('the function that plans keeps nothing for later plans where it observes', () => {
    const sids = planPermissions(someNames({ mode: 'observe' }), {}, NOTHING).map(({ Sid }) => Sid);
    expect(sids).toContain('WritePlan');
    expect(sids).not.toContain('KeepWave');
  });

  it('nobody may publish where nobody is told', () => {
    const untold = Object.values(allWith({}, someNames({ topicArn: undefined })));
    expect(untold.flatMap(actionsOf)).not.toContain('sns:Publish');
  });
});

/** Sids of what each function may do with a trait and not without, or otherwise than without. */
function addedBy(traits: Traits, names = someNames()): Readonly<Record<string, readonly unknown[]>> {
  const [without, having] = [allWith({}, names), allWith(traits, names)];
  const added = Object.entries(having).map(([job, statements]) => {
    const usual = new Set(without[job]?.map(asJson));
    return [job, statements.filter((one) => !usual.has(asJson(one))).map(({ Sid }) => Sid)] as const;
  });
  return Object.fromEntries(added.filter(([, sids]) => sids.length > 0));
}

describe('a guardrail', () => {
  it.each<[string, Traits, object]>([
    [
      'asks for reports has batches ask, and the summary keep them',
      { asksForReports: true },
      { batch: ['AskForReports', 'ReadReports', 'ReadEvidence'], summary: ['KeepEvidence', 'ReadFormerEvidence'] },
    ],
    [
      'scans policies has the inventory write them down, and what follows read them',
      { scansPolicies: true },
      { inventory: ['WriteManifest'], batch: ['ReadStanding'], plan: ['ReadRun'] },
    ],
    [
      'lists the account has the inventory write the list, and the summary read it',
      { listsAccount: true },
      { inventory: ['WriteManifest'], summary: ['ReadRows'] },
    ],
    ['remembers needs has the summary do so', { remembersNeeds: true }, { summary: ['RememberNeeds'] }],
  ])('that %s', (_, traits, expected) => {
    expect(addedBy(traits)).toEqual(expected);
  });

  it('that lists the account names that one object', () => {
    const { inventory, summary } = allWith({ listsAccount: true });
    const naming = [...(inventory ?? []), ...(summary ?? [])].filter(({ Resource = [] }) =>
      Resource.includes(`${objects}/runs/*/account.json`),
    );
    expect(naming.map(({ Sid }) => Sid)).toEqual(['WriteManifest', 'ReadRows']);
  });

  it('that observes remembers no needs', () => {
    expect(addedBy({ remembersNeeds: true }, someNames({ mode: 'observe' }))).toEqual({});
  });

  it('that is off reads no policies that stand', () => {
    expect(addedBy({ scansPolicies: true }, someNames({ mode: 'off' }))).not.toHaveProperty('batch');
  });

  it('has its own statements in its own functions', () => {
    const own = (Sid: string): Statement => ({ Sid, Effect: 'Allow', Action: ['iam:ListAccessKeys'], Resource: '*' });
    const names = someNames();
    const sidsOf = (statements: readonly Statement[]) => statements.map(({ Sid }) => Sid);
    expect(sidsOf(inventoryPermissions(names, {}, [own('Mine')]))).toContain('Mine');
    expect(sidsOf(batchPermissions(names, {}, { reads: [own('Reads')], changes: [own('Changes')] }))).toEqual(
      expect.arrayContaining(['Reads', 'Changes']),
    );
    expect(sidsOf(changePermissions(names, [own('Mine')]))).toContain('Mine');
    const planning = planPermissions(
      names,
      {},
      { does: [own('Does')], keeps: { sid: 'KeepKeys', keys: ['keys.json'] } },
    );
    expect(sidsOf(planning)).toContain('Does');
    expect(planning).toContainEqual(
      allow('KeepKeys', ['s3:PutObject'], [`${objects}/wave.json`, `${objects}/keys.json`], 'plan'),
    );
  });
});

describe('whom a guardrail spares', () => {
  it('is whoever no function may change, and others that it names, each by the widest pattern', () => {
    expect(spares(someNames(), ['iam:UpdateAccessKey'], [iam('role/g/*')])).toEqual({
      Sid: 'SpareUntouchable',
      Effect: 'Deny',
      Action: ['iam:UpdateAccessKey'],
      Resource: [iam('user/break-glass'), iam('role/g/*')],
    });
  });
});

describe('for a guardrail of a deployment that tells Security Hub', () => {
  const hubProductArn = `arn:aws:securityhub:us-east-1:${account}:product/${account}/default`;
  const told = allWith({}, someNames({ hubProductArn }));

  it('the summary imports findings of the account into its own product, and remembers them', () => {
    const remembered = [`${objects}/security-hub.json`];
    expect(told['summary']).toEqual(
      expect.arrayContaining([
        {
          ...allow('TellSecurityHub', ['securityhub:BatchImportFindings'], [hubProductArn]),
          Condition: {
            ArnEquals: { 'lambda:SourceFunctionArn': fn('summary') },
            StringEquals: { 'securityhub:TargetAccount': account },
          },
        },
        allow('RememberFindings', ['s3:GetObject', 's3:PutObject'], remembered, 'summary'),
      ]),
    );
  });

  it('no other function may do more, and without it the summary may not either', () => {
    const without = allWith({});
    const changed = Object.keys(told).filter((job) => JSON.stringify(told[job]) !== JSON.stringify(without[job]));
    expect(changed).toEqual(['summary']);
    expect(actionsOf(without['summary'])).not.toContain('securityhub:BatchImportFindings');
  });
});
