import type { Statement } from '../../domain/policy/policy-document';
import { KEYS } from '../contract';
import type { AuditNames } from './names';
import {
  allow,
  CHANGED,
  evidence,
  formerEvidence,
  key,
  objects,
  ofRuns,
  only,
  PLANNED,
  ROWS,
  takesTurns,
  telling,
  tellsHub,
  tellsMissing,
  when,
} from './statements';

/** What some guardrails have, and others do not. */
export interface Traits {
  /** Whether batches have Access Advisor make reports, which are kept for later runs. */
  readonly asksForReports?: boolean;
  /** Whether the inventory writes down which of the project's own policies there are. */
  readonly scansPolicies?: boolean;
  /** Whether the inventory lists all principals of the account beside those that the run looks at. */
  readonly listsAccount?: boolean;
  /** Whether the summary remembers which principals people were told need something again. */
  readonly remembersNeeds?: boolean;
  /** Whether the page about a run lays the policies that are meant over those that the inventory wrote down. */
  readonly comparesPolicies?: boolean;
  /** Whether reports announce what is changed later, so that the summary notes it and batches go by it. */
  readonly announces?: boolean;
}

/** What the inventory may do: read who is there, and write the lists of them. @param own what it reads besides */
export function inventoryPermissions(names: AuditNames, traits: Traits, own: readonly Statement[]): Statement[] {
  const { functions, exemptionsObjectArn, exemptionsKmsKeyArn } = names;
  const written = [KEYS.run, KEYS.manifest, ...scanned(traits), ...listed(traits)];
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
    ...own,
    // Nobody begins a run twice: one of the same name is looked for first.
    allow('ReadRun', ofRuns(names, KEYS.run), 's3:GetObject'),
    tellsMissing(names),
    takesTurns(names, functions.inventory),
    only(functions.inventory, allow('WriteManifest', ofRuns(names, ...written), 's3:PutObject')),
    ...key(names),
  ];
}

/** What a batch may do besides. */
export interface OwnOfBatch {
  readonly reads: readonly Statement[];
  readonly changes: readonly Statement[];
}

/** What a batch may do: gather evidence, and write its rows. Where there are reports, it has them made and reads earlier ones. */
export function batchPermissions(names: AuditNames, traits: Traits, own: OwnOfBatch): Statement[] {
  const { functions, users, groups, roles, mode } = names;
  const { asksForReports = false, scansPolicies = false, announces = false } = traits;
  const kept = [...evidence(names), ...formerEvidence(names)];
  return [
    ...when(
      asksForReports,
      allow('AskForReports', [groups, roles, users], 'iam:GenerateServiceLastAccessedDetails'),
      // Knows a job and no resource (Service Authorization Reference, IAM).
      allow('ReadReports', '*', 'iam:GetServiceLastAccessedDetails'),
      only(functions.batch, allow('ReadEvidence', kept, 's3:GetObject')),
    ),
    tellsMissing(names),
    allow('ReadManifest', ofRuns(names, KEYS.run, KEYS.manifest), 's3:GetObject'),
    ...when(
      scansPolicies && mode !== 'off',
      allow('ReadStanding', ofRuns(names, KEYS.scannedPolicies), 's3:GetObject'),
    ),
    ...when(announces, allow('ReadAnnounced', objects(names, KEYS.announced), 's3:GetObject')),
    ...own.reads,
    takesTurns(names, functions.batch),
    only(functions.batch, allow('WriteRows', ofRuns(names, `${KEYS.batches}/*`), 's3:PutObject')),
    ...own.changes,
    ...key(names),
  ];
}

/** What the summary may do: read what the batches wrote, write the summary, keep evidence, and tell people once. */
export function summaryPermissions(names: AuditNames, traits: Traits): Statement[] {
  const { mode } = names;
  const { summary } = names.functions;
  const { asksForReports = false, remembersNeeds = false, announces = false } = traits;
  const changing = [...(mode === 'off' ? [] : PLANNED), ...(mode === 'enforce' ? CHANGED : [])];
  const compared = traits.comparesPolicies === true ? scanned(traits) : [];
  const summaries = [
    ...ofRuns(names, KEYS.summaryJson, KEYS.summaryCsv, KEYS.report),
    ...objects(names, KEYS.lastSuccess),
  ];
  const needs = objects(names, KEYS.needsAgain);
  return [
    allow('ReadRows', ofRuns(names, ...ROWS, ...changing, ...listed(traits), ...compared), 's3:GetObject'),
    tellsMissing(names),
    only(summary, allow('WriteSummary', summaries, 's3:PutObject')),
    // A put that names an ETag needs the right to read as well (S3 User Guide, conditional writes).
    only(summary, allow('NoteHistory', objects(names, KEYS.history), 's3:GetObject', 's3:PutObject')),
    ...when(
      remembersNeeds && mode === 'enforce',
      only(summary, allow('RememberNeeds', needs, 's3:GetObject', 's3:PutObject')),
    ),
    ...when(
      announces,
      only(summary, allow('NoteAnnounced', objects(names, KEYS.announced), 's3:GetObject', 's3:PutObject')),
    ),
    ...when(
      asksForReports,
      only(summary, allow('KeepEvidence', evidence(names), 's3:GetObject', 's3:PutObject')),
      only(summary, allow('ReadFormerEvidence', formerEvidence(names), 's3:GetObject')),
    ),
    ...tellsHub(names),
    // What the ledger holds open stands beside the page about the run.
    allow('ReadOpenEntries', [`${names.ledgerArn}/index/open`], 'dynamodb:Query'),
    takesTurns(names, summary),
    ...telling(names, summary),
    ...key(names),
  ];
}

/** What the watch may do: see when a run last succeeded, and tell people once of one that failed. */
export function watchPermissions(names: AuditNames): Statement[] {
  const { queueArn } = names;
  const { watch } = names.functions;
  return [
    allow('ReadSuccess', objects(names, KEYS.lastSuccess, KEYS.watchedSince), 's3:GetObject'),
    tellsMissing(names),
    only(watch, allow('WriteSince', objects(names, KEYS.watchedSince), 's3:PutObject')),
    allow('Queue', [queueArn], 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'),
    ...telling(names, watch),
    ...key(names),
  ];
}

export const scanned = ({ scansPolicies = false }: Traits) => (scansPolicies ? [KEYS.scannedPolicies] : []);

const listed = ({ listsAccount = false }: Traits) => (listsAccount ? [KEYS.account] : []);
