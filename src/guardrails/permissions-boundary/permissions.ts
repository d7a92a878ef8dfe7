import { KEYS } from '../../audit/contract';
import type { Statement } from '../../domain/policy-document';
import { TAG_KEY_PATTERNS } from './contract';

/** Names and ARNs that narrow what the room's functions may do. */
export interface PermissionsBoundaryNames {
  readonly inventoryArn: string;
  readonly batchArn: string;
  readonly summaryArn: string;
  readonly watchArn: string;
  readonly users: string;
  readonly groups: string;
  readonly roles: string;
  /** Whom no function of the room may tag: the project's own roles, deployers, break-glass. */
  readonly untouchable: readonly string[];
  /** Whether users and roles are tagged. */
  readonly tags: boolean;
  /** Whether evidence is kept from one run to the next. */
  readonly incremental: boolean;
  readonly bucketArn: string;
  /** Where the guardrail's objects are in the bucket, without a slash at the end. */
  readonly base: string;
  readonly ledgerArn: string;
  /** Queue of the watch. */
  readonly queueArn: string;
  /** Absent where the settings hold every exemption. */
  readonly exemptionsObjectArn?: string | undefined;
  /** Absent where nobody is told. */
  readonly topicArn?: string | undefined;
  /** Absent where AWS's own keys are used. */
  readonly kmsKeyArn?: string | undefined;
}

/** What the inventory may do: read who is there, and write the list of them. */
export function inventoryPermissions(names: PermissionsBoundaryNames): Statement[] {
  const { inventoryArn, exemptionsObjectArn } = names;
  return [
    // None of these knows a narrower resource (Service Authorization Reference, IAM).
    allow(
      'ReadAccount',
      '*',
      'iam:GenerateCredentialReport',
      'iam:GetAccountAuthorizationDetails',
      'iam:GetCredentialReport',
    ),
    ...(exemptionsObjectArn === undefined ? [] : [allow('ReadExemptions', [exemptionsObjectArn], 's3:GetObject')]),
    only(inventoryArn, allow('WriteManifest', ofRuns(names, KEYS.manifest), 's3:PutObject')),
    ...key(names),
  ];
}

/** What a batch may do: have reports made and read them, read earlier ones, see who has an open incident, and tag. */
export function batchPermissions(names: PermissionsBoundaryNames): Statement[] {
  const { batchArn, users, groups, roles, ledgerArn, untouchable, tags, incremental } = names;
  const tagging = { 'ForAllValues:StringLike': { 'aws:TagKeys': TAG_KEY_PATTERNS }, Null: { 'aws:TagKeys': 'false' } };
  return [
    allow('AskForReports', [groups, roles, users], 'iam:GenerateServiceLastAccessedDetails'),
    // Knows a job and no resource (Service Authorization Reference, IAM).
    allow('ReadReports', '*', 'iam:GetServiceLastAccessedDetails'),
    ...when(incremental, only(batchArn, allow('ReadEvidence', evidence(names), 's3:GetObject'))),
    ...when(incremental, tellsMissing(names)),
    allow('ReadIncidents', [ledgerArn, `${ledgerArn}/index/open`], 'dynamodb:Query'),
    only(batchArn, allow('WriteRows', ofRuns(names, `${KEYS.batches}/*`), 's3:PutObject')),
    ...when(tags, only(batchArn, allow('TagUsers', [users], 'iam:TagUser', 'iam:UntagUser'), tagging)),
    ...when(tags, only(batchArn, allow('TagRoles', [roles], 'iam:TagRole', 'iam:UntagRole'), tagging)),
    ...when(tags, {
      Sid: 'SpareUntouchable',
      Effect: 'Deny',
      Action: ['iam:TagRole', 'iam:TagUser', 'iam:UntagRole', 'iam:UntagUser'],
      Resource: untouchable,
    }),
    ...key(names),
  ];
}

/** What the summary may do: read what the batches wrote, write the summary, keep evidence, and tell people once. */
export function summaryPermissions(names: PermissionsBoundaryNames): Statement[] {
  const { summaryArn, incremental } = names;
  const rows = ofRuns(names, KEYS.manifest, `${KEYS.batches}/*`, `${KEYS.results}/*`);
  const summaries = [...ofRuns(names, KEYS.summaryJson, KEYS.summaryCsv), ...objects(names, KEYS.lastSuccess)];
  return [
    allow('ReadRows', rows, 's3:GetObject'),
    tellsMissing(names),
    only(summaryArn, allow('WriteSummary', summaries, 's3:PutObject')),
    ...when(incremental, only(summaryArn, allow('KeepEvidence', evidence(names), 's3:GetObject', 's3:PutObject'))),
    ...telling(names, summaryArn),
    ...key(names),
  ];
}

/** What the watch may do: see when a run last succeeded, and tell people once of one that failed. */
export function watchPermissions(names: PermissionsBoundaryNames): Statement[] {
  const { watchArn, queueArn } = names;
  return [
    allow('ReadSuccess', objects(names, KEYS.lastSuccess, KEYS.watchedSince), 's3:GetObject'),
    tellsMissing(names),
    only(watchArn, allow('WriteSince', objects(names, KEYS.watchedSince), 's3:PutObject')),
    allow('Queue', [queueArn], 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'),
    ...telling(names, watchArn),
    ...key(names),
  ];
}

const objects = ({ bucketArn, base }: PermissionsBoundaryNames, ...keys: string[]) =>
  keys.map((one) => `${bucketArn}/${base}/${one}`);

const ofRuns = (names: PermissionsBoundaryNames, ...keys: string[]) =>
  objects(names, ...keys.map((one) => `${KEYS.runs}/*/${one}`));

const evidence = (names: PermissionsBoundaryNames) => objects(names, `${KEYS.evidence}/*`);

/** Who may not list is told of a missing object that access is denied (S3 API reference, GetObject). */
function tellsMissing({ bucketArn }: PermissionsBoundaryNames): Statement {
  return allow('TellMissing', [bucketArn], 's3:ListBucket');
}

/** Claims of a notice are kept in the ledger, so that each is told once. */
function telling({ ledgerArn, topicArn }: PermissionsBoundaryNames, functionArn: string): Statement[] {
  return [
    only(functionArn, allow('ClaimNotices', [ledgerArn], 'dynamodb:UpdateItem')),
    ...(topicArn === undefined ? [] : [only(functionArn, allow('Tell', [topicArn], 'sns:Publish'))]),
  ];
}

function allow(Sid: string, Resource: '*' | readonly string[], ...Action: string[]): Statement {
  return { Sid, Effect: 'Allow', Action, Resource };
}

/** Narrows a right to the function itself, and not to another that was given its role (THREATS T14). */
function only(functionArn: string, statement: Statement, more: Statement['Condition'] = {}): Statement {
  return { ...statement, Condition: { ArnEquals: { 'lambda:SourceFunctionArn': functionArn }, ...more } };
}

function key({ kmsKeyArn }: PermissionsBoundaryNames): Statement[] {
  return kmsKeyArn === undefined ? [] : [allow('Key', [kmsKeyArn], 'kms:Decrypt', 'kms:GenerateDataKey')];
}

function when(condition: boolean, statement: Statement): Statement[] {
  return condition ? [statement] : [];
}
