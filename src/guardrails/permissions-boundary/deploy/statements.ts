import type { Mode } from '../../../domain/mode';
import { KEYS } from '../../../audit/contract';
import type { Statement } from '../../../domain/policy/policy-document';
import { topicKey } from '../../../domain/policy/topic-key';

/** Names and ARNs that narrow what the guardrail's functions may do. */
export interface PermissionsBoundaryNames {
  readonly inventoryArn: string;
  readonly batchArn: string;
  readonly planArn: string;
  readonly changeArn: string;
  readonly summaryArn: string;
  readonly watchArn: string;
  readonly users: string;
  readonly groups: string;
  readonly roles: string;
  /** Whom no function of the guardrail may tag or bound: the project's own roles, deployers, break-glass. */
  readonly untouchable: readonly string[];
  /** Roles that no function may bound by their paths: all of the deployment's, now and later, and AWS's own. */
  readonly unboundable: readonly string[];
  /** The project's own boundaries; `*` in it is any text. */
  readonly boundaries: string;
  /** Every bucket: whoever has a boundary may be hit by the policy of any. */
  readonly buckets: string;
  readonly mode: Mode;
  /** Whether users and roles are tagged. */
  readonly tags: boolean;
  readonly bucketArn: string;
  /** Where the guardrail's objects are in the bucket, without a slash at the end. */
  readonly base: string;
  /** Where the evidence of the account is, for all guardrails, without a slash at the end. */
  readonly evidenceBase: string;
  readonly ledgerArn: string;
  /** Resources whose policies are read beside those of buckets, in every Region. Absent: none. */
  readonly readable?: readonly {
    readonly service: string;
    readonly list: string;
    readonly read: string;
    readonly arn: string;
  }[];
  /** Queue of the watch. */
  readonly queueArn: string;
  /** Absent where the settings hold every exemption. */
  readonly exemptionsObjectArn?: string | undefined;
  /** Absent where this object has no key, or that of everything. */
  readonly exemptionsKmsKeyArn?: string | undefined;
  /** Absent where nobody is told. */
  readonly topicArn?: string | undefined;
  /** Absent where the topic has no key, or that of everything. */
  readonly topicKmsKeyArn?: string | undefined;
  /** Absent where AWS's own keys are used. */
  readonly kmsKeyArn?: string | undefined;
}

/** What a run writes, by who writes it. */
export const ROWS = [KEYS.run, KEYS.manifest, `${KEYS.batches}/*`, `${KEYS.results}/*`];
export const PLANNED = [KEYS.plan];
export const CHANGED = [`${KEYS.changed}/*`, `${KEYS.changeResults}/*`];

export const objects = ({ bucketArn, base }: PermissionsBoundaryNames, ...keys: string[]) =>
  keys.map((one) => `${bucketArn}/${base}/${one}`);

export const ofRuns = (names: PermissionsBoundaryNames, ...keys: string[]) =>
  objects(names, ...keys.map((one) => `${KEYS.runs}/*/${one}`));

export const evidence = ({ bucketArn, evidenceBase }: PermissionsBoundaryNames) => [`${bucketArn}/${evidenceBase}/*`];

/** What the guardrail kept for itself before the evidence was for all; nobody writes there any more. */
export const formerEvidence = (names: PermissionsBoundaryNames) => objects(names, `${KEYS.evidence}/*`);

/** Who may not list is told of a missing object that access is denied (S3 API reference, GetObject). */
export function tellsMissing({ bucketArn }: PermissionsBoundaryNames): Statement {
  return allow('TellMissing', [bucketArn], 's3:ListBucket');
}

/** Claims of a notice are kept in the ledger, so that each is told once. */
export function telling(names: PermissionsBoundaryNames, functionArn: string): Statement[] {
  const { ledgerArn, topicArn } = names;
  return [
    only(functionArn, allow('ClaimNotices', [ledgerArn], 'dynamodb:UpdateItem')),
    ...(topicArn === undefined ? [] : [only(functionArn, allow('Tell', [topicArn], 'sns:Publish'))]),
    ...topicKey(names),
  ];
}

export function allow(Sid: string, Resource: '*' | readonly string[], ...Action: string[]): Statement {
  return { Sid, Effect: 'Allow', Action, Resource };
}

/** Narrows a right to the function itself, and not to another that was given its role (THREATS T14). */
export function only(functionArn: string, statement: Statement, more: Statement['Condition'] = {}): Statement {
  return { ...statement, Condition: { ArnEquals: { 'lambda:SourceFunctionArn': functionArn }, ...more } };
}

export function key({ kmsKeyArn }: PermissionsBoundaryNames): Statement[] {
  return kmsKeyArn === undefined ? [] : [allow('Key', [kmsKeyArn], 'kms:Decrypt', 'kms:GenerateDataKey')];
}

export function when(condition: boolean, statement: Statement): Statement[] {
  return condition ? [statement] : [];
}
