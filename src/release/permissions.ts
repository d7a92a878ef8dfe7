import type { Statement } from '../domain/policy/policy-document';
import { withoutCovered } from '../domain/policy/covered';
import { onlyBy } from '../domain/policy/only-by';
import { topicKey } from '../domain/policy/topic-key';

export interface ReleaseNames {
  /** The function itself: only it may use the role, even where that is passed to another (THREATS T14). */
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
    onlyBy(functionArn),
    ...union(needs),
    ...(topicArn === undefined
      ? []
      : [{ Sid: 'Tell', Effect: 'Allow', Action: ['sns:Publish'], Resource: [topicArn] } as const]),
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
export function closesEntries({ ledgerArn }: Pick<ReleaseNames, 'ledgerArn'>): Statement[] {
  return [
    {
      Sid: 'ReadLedger',
      Effect: 'Allow',
      Action: ['dynamodb:Query'],
      Resource: [ledgerArn, `${ledgerArn}/index/open`],
    },
    { Sid: 'CloseEntries', Effect: 'Allow', Action: ['dynamodb:UpdateItem'], Resource: [ledgerArn] },
  ];
}

/**
 * The same in fewer statements, for a policy has only so many characters: those that differ in their actions alone, or in
 * their resources alone, become one. It is called as the first of them.
 */
function union(statements: readonly Statement[]): readonly Statement[] {
  return statements.reduce<readonly Statement[]>((known, one) => {
    const joined = known.map((earlier) => joinedOf(earlier, one));
    const at = joined.findIndex((statement) => statement !== undefined);
    return at === -1 ? [...known, one] : known.map((earlier, index) => (index === at && joined[at]) || earlier);
  }, []);
}

/** @returns undefined where two statements differ in more than one thing */
function joinedOf(one: Statement, other: Statement): Statement | undefined {
  if (one.Effect !== other.Effect || conditionsOf(one) !== conditionsOf(other)) return undefined;
  const [actions, others] = [listOf(one.Action), listOf(other.Action)];
  const [resources, elsewhere] = [listOf(one.Resource), listOf(other.Resource)];
  if (actions.length === 0 || others.length === 0 || resources.length === 0) return undefined;
  if (isSame(resources, elsewhere)) return { ...one, Action: [...new Set([...actions, ...others])] };
  return isSame(actions, others) ? { ...one, Resource: withoutCovered([...resources, ...elsewhere]) } : undefined;
}

/** A list of one value means the same as the value. */
const conditionsOf = ({ Condition }: Statement) =>
  JSON.stringify(
    Condition,
    (_, value: unknown) => (Array.isArray(value) && value.length === 1 ? value[0] : value) as unknown,
  );

const listOf = (value: string | readonly string[] | undefined): readonly string[] => [value ?? []].flat();

const isSame = (one: readonly string[], other: readonly string[]) =>
  JSON.stringify(one.toSorted()) === JSON.stringify(other.toSorted());
