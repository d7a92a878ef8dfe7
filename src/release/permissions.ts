import type { Statement } from '../domain/policy/policy-document';
import { topicKey } from '../domain/policy/topic-key';

export interface ReleaseNames {
  /** The function itself: only it may use what changes anything, even where its role is passed to another (THREATS T14). */
  readonly functionArn: string;
  readonly ledgerArn: string;
  /** Absent where nobody is told. */
  readonly topicArn?: string | undefined;
  /** Absent where the topic has no key, or that of everything. */
  readonly topicKmsKeyArn?: string | undefined;
  /** Absent where AWS's own keys are used. */
  readonly kmsKeyArn?: string | undefined;
}

/**
 * What the release function may do: take away what the guardrails put there, and nothing else.
 *
 * @param needs of each guardrail's releaser, whole, so that any may be left out
 */
export function releasePermissions(names: ReleaseNames, needs: readonly Statement[]): Statement[] {
  const { functionArn, topicArn, kmsKeyArn } = names;
  return onceEach([
    ...union(needs),
    ...(topicArn === undefined
      ? []
      : [
          {
            Sid: 'Tell',
            Effect: 'Allow',
            Action: ['sns:Publish'],
            Resource: [topicArn],
            Condition: { ArnEquals: { 'lambda:SourceFunctionArn': functionArn } },
          } as const,
        ]),
    ...topicKey(names),
    ...(kmsKeyArn === undefined
      ? []
      : [
          {
            Sid: 'Key',
            Effect: 'Allow',
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Resource: [kmsKeyArn],
          } as const,
        ]),
  ]);
}

/** @throws Error for a Sid that stands twice: IAM refuses such a policy */
function onceEach(statements: Statement[]): Statement[] {
  const sids = statements.map(({ Sid }) => Sid);
  const twice = sids.find((sid, at) => sids.indexOf(sid) !== at);
  if (twice !== undefined) throw new Error(`the policy of the release has two statements ${twice}; name one otherwise`);
  return statements;
}

/** What a releaser needs whose guardrail keeps open entries in the ledger. */
export function closesEntries({
  functionArn,
  ledgerArn,
}: Pick<ReleaseNames, 'functionArn' | 'ledgerArn'>): Statement[] {
  return [
    {
      Sid: 'ReadLedger',
      Effect: 'Allow',
      Action: ['dynamodb:Query'],
      Resource: [ledgerArn, `${ledgerArn}/index/open`],
    },
    {
      Sid: 'CloseEntries',
      Effect: 'Allow',
      Action: ['dynamodb:UpdateItem'],
      Resource: [ledgerArn],
      Condition: { ArnEquals: { 'lambda:SourceFunctionArn': functionArn } },
    },
  ];
}

/** Statements without those that an earlier one says already: a policy has only so many characters. */
function union(statements: readonly Statement[]): readonly Statement[] {
  return statements.filter((one, at) => !statements.slice(0, at).some((earlier) => covers(earlier, one)));
}

function covers(one: Statement, other: Statement): boolean {
  const rest = ({ Effect, Resource, Condition }: Statement) => JSON.stringify([Effect, Resource, Condition]);
  const actions = [other.Action ?? []].flat();
  return (
    actions.length > 0 && rest(one) === rest(other) && actions.every((action) => [one.Action].flat().includes(action))
  );
}
