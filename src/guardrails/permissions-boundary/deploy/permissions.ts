import { KEYS } from '../../../audit/contract';
import { withoutCovered } from '../../../domain/policy/covered';
import type { Statement } from '../../../domain/policy/policy-document';
import { TAG_KEY_PATTERNS } from '../contract';
import {
  allow,
  CHANGED,
  evidence,
  formerEvidence,
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

/** What the inventory may do: read who is there and who was bounded when, and write the lists of them. */
export function inventoryPermissions(names: PermissionsBoundaryNames): Statement[] {
  const { inventoryArn, exemptionsObjectArn, exemptionsKmsKeyArn, ledgerArn } = names;
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
    ...(exemptionsKmsKeyArn === undefined ? [] : [allow('ExemptionsKey', [exemptionsKmsKeyArn], 'kms:Decrypt')]),
    allow('ReadOpenBoundaries', [`${ledgerArn}/index/open`], 'dynamodb:Query'),
    // Nobody begins a run twice: one of the same name is looked for first.
    allow('ReadRun', ofRuns(names, KEYS.run), 's3:GetObject'),
    tellsMissing(names),
    only(
      inventoryArn,
      allow('WriteManifest', ofRuns(names, KEYS.run, KEYS.manifest, KEYS.scannedPolicies), 's3:PutObject'),
    ),
    ...key(names),
  ];
}

/**
 * What a batch may do: have reports made and read them, read earlier ones, see who has an open incident, and tag, with
 * a record of what stood there before.
 */
export function batchPermissions(names: PermissionsBoundaryNames): Statement[] {
  const { batchArn, users, groups, roles, ledgerArn, untouchable, mode, tags } = names;
  const tagging = { 'ForAllValues:StringLike': { 'aws:TagKeys': TAG_KEY_PATTERNS }, Null: { 'aws:TagKeys': 'false' } };
  return [
    allow('AskForReports', [groups, roles, users], 'iam:GenerateServiceLastAccessedDetails'),
    // Knows a job and no resource (Service Authorization Reference, IAM).
    allow('ReadReports', '*', 'iam:GetServiceLastAccessedDetails'),
    only(batchArn, allow('ReadEvidence', [...evidence(names), ...formerEvidence(names)], 's3:GetObject')),
    tellsMissing(names),
    allow('ReadManifest', ofRuns(names, KEYS.run, KEYS.manifest), 's3:GetObject'),
    ...when(mode !== 'off', allow('ReadStanding', ofRuns(names, KEYS.scannedPolicies), 's3:GetObject')),
    allow('ReadIncidents', [ledgerArn, `${ledgerArn}/index/open`], 'dynamodb:Query'),
    only(batchArn, allow('WriteRows', ofRuns(names, `${KEYS.batches}/*`), 's3:PutObject')),
    ...when(tags, only(batchArn, allow('RememberTags', [ledgerArn], 'dynamodb:UpdateItem'))),
    ...when(tags, only(batchArn, allow('TagUsers', [users], 'iam:TagUser', 'iam:UntagUser'), tagging)),
    ...when(tags, only(batchArn, allow('TagRoles', [roles], 'iam:TagRole', 'iam:UntagRole'), tagging)),
    ...when(tags, {
      Sid: 'SpareUntouchable',
      Effect: 'Deny',
      Action: ['iam:TagRole', 'iam:TagUser', 'iam:UntagRole', 'iam:UntagUser'],
      Resource: withoutCovered(untouchable),
    }),
    ...key(names),
  ];
}

/** What the summary may do: read what the batches wrote, write the summary, keep evidence, and tell people once. */
export function summaryPermissions(names: PermissionsBoundaryNames): Statement[] {
  const { summaryArn, mode } = names;
  const rows = ofRuns(names, ...ROWS, ...(mode === 'off' ? [] : PLANNED), ...(mode === 'enforce' ? CHANGED : []));
  const summaries = [...ofRuns(names, KEYS.summaryJson, KEYS.summaryCsv), ...objects(names, KEYS.lastSuccess)];
  return [
    allow('ReadRows', rows, 's3:GetObject'),
    tellsMissing(names),
    only(summaryArn, allow('WriteSummary', summaries, 's3:PutObject')),
    ...when(
      mode === 'enforce',
      only(summaryArn, allow('RememberNeeds', objects(names, KEYS.needsAgain), 's3:GetObject', 's3:PutObject')),
    ),
    // A put that names an ETag needs the right to read as well (S3 User Guide, conditional writes).
    only(summaryArn, allow('KeepEvidence', evidence(names), 's3:GetObject', 's3:PutObject')),
    only(summaryArn, allow('ReadFormerEvidence', formerEvidence(names), 's3:GetObject')),
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
