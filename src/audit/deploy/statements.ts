import { leaseKeyOf } from '../../domain/ledger/lease';
import { withoutCovered } from '../../domain/policy/covered';
import type { Statement } from '../../domain/policy/policy-document';
import { topicKey } from '../../domain/policy/topic-key';
import { KEYS } from '../contract';
import type { AuditNames } from './names';

/** What a run writes, by who writes it. */
export const ROWS = [KEYS.run, KEYS.manifest, `${KEYS.batches}/*`, `${KEYS.results}/*`];
export const PLANNED = [KEYS.plan];
export const CHANGED = [`${KEYS.changed}/*`, `${KEYS.changeResults}/*`];

export const objects = ({ bucketArn, base }: AuditNames, ...keys: string[]) =>
  keys.map((one) => `${bucketArn}/${base}/${one}`);

export const ofRuns = (names: AuditNames, ...keys: string[]) =>
  objects(names, ...keys.map((one) => `${KEYS.runs}/*/${one}`));

export const evidence = ({ bucketArn, evidenceBase }: AuditNames) => [`${bucketArn}/${evidenceBase}/*`];

/** What a guardrail kept for itself before the evidence was for all; nobody writes there any more. */
export const formerEvidence = (names: AuditNames) => objects(names, `${KEYS.evidence}/*`);

/** Without the right to list, a missing object is reported as access denied (S3 API reference, GetObject). */
export function tellsMissing({ bucketArn }: AuditNames): Statement {
  return allow('TellMissing', [bucketArn], 's3:ListBucket');
}

/** The index of the ledger finds both what stands by the guardrail's doing and which principals a person has released. */
export function readsOpen({ ledgerArn, opens }: AuditNames): Statement {
  return allow(`ReadOpen${opens}`, [`${ledgerArn}/index/open`], 'dynamodb:Query');
}

/** All entries of the ledger, of every principal and guardrail. */
export function readsLedger({ ledgerArn }: AuditNames, sid: string): Statement {
  return allow(sid, [ledgerArn, `${ledgerArn}/index/open`], 'dynamodb:Query');
}

/** Claims of a notice are kept in the ledger, so that each is told once. */
export function telling(names: AuditNames, functionArn: string): Statement[] {
  const { ledgerArn, topicArn } = names;
  return [
    only(functionArn, allow('ClaimNotices', [ledgerArn], 'dynamodb:UpdateItem')),
    ...(topicArn === undefined ? [] : [only(functionArn, allow('Tell', [topicArn], 'sns:Publish'))]),
    ...topicKey(names),
  ];
}

/** The function that sums up tells Security Hub of its own account, and remembers what. */
export function tellsHub(names: AuditNames): Statement[] {
  const { hubProductArn, accountId, functions } = names;
  if (hubProductArn === undefined) return [];
  const own = { StringEquals: { 'securityhub:TargetAccount': accountId } };
  const remembered = objects(names, KEYS.securityHub);
  return [
    only(functions.summary, allow('TellSecurityHub', [hubProductArn], 'securityhub:BatchImportFindings'), own),
    only(functions.summary, allow('RememberFindings', remembered, 's3:GetObject', 's3:PutObject')),
  ];
}

/** One entry of the ledger says whose run may call IAM; of the others this tells and changes nothing. */
export function takesTurns({ ledgerArn, accountId }: AuditNames, functionArn: string): Statement {
  const statement = allow('TakeTurns', [ledgerArn], 'dynamodb:GetItem', 'dynamodb:PutItem');
  const itsEntry = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [leaseKeyOf(accountId)] } };
  return only(functionArn, statement, itsEntry);
}

/**
 * Reads policies of the project and writes them where a guardrail enforces; a plan that is only looked at takes none. The
 * function that does attaches none (THREATS T14).
 */
export function writesPolicies({ functions, mode }: AuditNames, policies: string): Statement[] {
  return when(
    mode === 'enforce',
    allow('ReadPolicies', [policies], 'iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:ListPolicyVersions'),
    only(functions.plan, allow('WritePolicies', [policies], ...POLICY_WRITES)),
  );
}

/** What a plan asks of the account: how much room it has, and where it makes policies, which there are. */
export function plansBy({ mode }: Pick<AuditNames, 'mode'>): readonly string[] {
  return ['iam:GetAccountSummary', ...(mode === 'enforce' ? ['iam:ListPolicies'] : [])];
}

const POLICY_WRITES = [
  'iam:CreatePolicy',
  'iam:CreatePolicyVersion',
  'iam:DeletePolicy',
  'iam:DeletePolicyVersion',
  'iam:SetDefaultPolicyVersion',
];

/**
 * Spares the deployment's own roles, deployers and break-glass.
 *
 * @param actions what may be done to nobody of them
 * @param more patterns of others who are spared it
 */
export function spares(
  { untouchable }: AuditNames,
  actions: readonly string[],
  more: readonly string[] = [],
): Statement {
  return {
    Sid: 'SpareUntouchable',
    Effect: 'Deny',
    Action: actions,
    Resource: withoutCovered([...untouchable, ...more]),
  };
}

export function allow(Sid: string, Resource: '*' | readonly string[], ...Action: string[]): Statement {
  return { Sid, Effect: 'Allow', Action, Resource };
}

/**
 * Narrows a right to the function itself, and not to another that was given its role (THREATS T14).
 *
 * Where the statement compares ARNs already, its own comparison takes this one in: `ArnEquals` is the same as `ArnLike` (IAM
 * User Guide, condition operators), and a policy has only so many characters.
 */
export function only(functionArn: string, statement: Statement, more: Statement['Condition'] = {}): Statement {
  const { Condition = {} } = statement;
  const operator = Condition['ArnLike'] === undefined ? 'ArnEquals' : 'ArnLike';
  const compared = { 'lambda:SourceFunctionArn': functionArn, ...Condition[operator] };
  return { ...statement, Condition: { ...Condition, [operator]: compared, ...more } };
}

export function key({ kmsKeyArn }: AuditNames): Statement[] {
  return kmsKeyArn === undefined ? [] : [allow('Key', [kmsKeyArn], 'kms:Decrypt', 'kms:GenerateDataKey')];
}

export function when(condition: boolean, ...statements: Statement[]): Statement[] {
  return condition ? statements : [];
}
