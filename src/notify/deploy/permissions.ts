import type { SecretPlace } from '../../domain/notice/channel';
import type { Statement } from '../../domain/policy/policy-document';
import type { Names } from '../../foundation/names';
import { ENTRIES } from '../contract';

/** What the function of a channel may touch. */
export interface ChannelNames {
  /** The function itself: only it may use these rights, even where its role is passed to another (THREATS T14). */
  readonly functionArn: string;
  readonly queueArn: string;
  readonly deadLettersArn: string;
  readonly ledgerArn: string;
  readonly accountId: string;
  readonly names: Pick<Names, 'parameterArn' | 'secretArn' | 'viaService'>;
  /** Absent for a channel of Amazon Q Developer. */
  readonly secret?: SecretPlace | undefined;
  /** Of a channel of Amazon Q Developer. */
  readonly chatTopicArn?: string | undefined;
  /** Absent where AWS's own keys are used. */
  readonly kmsKeyArn?: string | undefined;
}

/**
 * What the function of a channel may do: work off its queue, remember which notices it has sent, read its own secret. It calls
 * servers that are not AWS's, so of the ledger it sees its own entries and none of an incident.
 */
export function channelPermissions(given: ChannelNames): Statement[] {
  const { functionArn, queueArn, deadLettersArn, ledgerArn, accountId, chatTopicArn, kmsKeyArn } = given;
  const itself = { ArnEquals: { 'lambda:SourceFunctionArn': functionArn } };
  const allow = (Sid: string, Action: string[], Resource: string[], Condition?: Statement['Condition']): Statement => ({
    ...{ Sid, Effect: 'Allow', Action, Resource },
    ...(Condition && { Condition }),
  });
  const ownEntries = Object.values(ENTRIES).map((beginning) => `${accountId}#${beginning}*`);
  return [
    // Lambda itself reads the queue, in nobody's name.
    allow('ReadQueue', ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [queueArn]),
    allow('HideMessages', ['sqs:ChangeMessageVisibility'], [queueArn], itself),
    allow('BuryMessages', ['sqs:SendMessage'], [deadLettersArn], itself),
    allow('OwnEntries', ['dynamodb:GetItem', 'dynamodb:UpdateItem'], [ledgerArn], {
      ...itself,
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ownEntries },
    }),
    ...secretStatements(given, allow, itself),
    ...(chatTopicArn === undefined ? [] : [allow('TellChat', ['sns:Publish'], [chatTopicArn], itself)]),
    ...(kmsKeyArn === undefined ? [] : [allow('Key', ['kms:Decrypt', 'kms:GenerateDataKey'], [kmsKeyArn])]),
  ];
}

type Allow = (Sid: string, Action: string[], Resource: string[], Condition: Statement['Condition']) => Statement;

/** The one secret, and its key for this secret alone. */
function secretStatements(
  { secret, names }: ChannelNames,
  allow: Allow,
  itself: NonNullable<Statement['Condition']>,
): Statement[] {
  if (secret === undefined) return [];
  const { ssm, secretsManager = '', kmsKeyArn } = secret;
  const [action, arn, service, context] =
    ssm === undefined
      ? ['secretsmanager:GetSecretValue', names.secretArn(secretsManager), 'secretsmanager', 'SecretARN']
      : ['ssm:GetParameter', names.parameterArn(ssm), 'ssm', 'PARAMETER_ARN'];
  const read = allow('ReadSecret', [action], [arn], itself);
  if (kmsKeyArn === undefined) return [read];
  const forIt = {
    ...itself,
    StringEquals: { 'kms:ViaService': names.viaService(service) },
    StringLike: { [`kms:EncryptionContext:${context}`]: arn },
  };
  return [read, allow('DecryptSecret', ['kms:Decrypt'], [kmsKeyArn], forIt)];
}
