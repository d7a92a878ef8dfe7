import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { IAMClient, ListPoliciesCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { LambdaClient, ListEventSourceMappingsCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListSubscriptionsCommand, ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { AwsCall } from './aws-call';
import { NO_USER } from './credentials';

/** An answer of one list, beside which moto writes an empty token of the next page. */
const listed = z.record(z.string(), z.array(z.unknown()).nullable());

/** Operations that list what the stack makes, for services without an SDK client here. */
const OTHER_LISTS = [
  ['sqs', 'AmazonSQS.ListQueues'],
  ['events', 'AWSEvents.ListRules'],
  ['logs', 'Logs_20140328.DescribeLogGroups'],
  ['logs', 'Logs_20140328.DescribeQueryDefinitions'],
  ['ssm', 'AmazonSSM.DescribeParameters'],
  ['states', 'AWSStepFunctions.ListStateMachines'],
  ['cloudtrail', 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.DescribeTrails'],
] as const;

/** Everything of the kinds the stack makes, one line each. */
export async function inventory(endpoint: string): Promise<string[]> {
  const config = { endpoint, region: 'us-east-1', credentials: NO_USER };
  const [iam, lambda, sns] = [new IAMClient(config), new LambdaClient(config), new SNSClient(config)];
  const aws = new AwsCall(endpoint);
  const lists = await Promise.all([
    iam.send(new ListPoliciesCommand({ Scope: 'Local' })).then(({ Policies }) => Policies?.map(({ Arn }) => Arn)),
    iam.send(new ListRolesCommand({})).then(({ Roles }) => Roles?.map(({ Arn }) => Arn)),
    lambda.send(new ListFunctionsCommand({})).then(({ Functions }) => Functions?.map(({ FunctionArn }) => FunctionArn)),
    lambda
      .send(new ListEventSourceMappingsCommand({}))
      .then(({ EventSourceMappings }) => EventSourceMappings?.map(({ UUID }) => UUID)),
    sns.send(new ListTopicsCommand({})).then(({ Topics }) => Topics?.map(({ TopicArn }) => TopicArn)),
    sns
      .send(new ListSubscriptionsCommand({}))
      .then(({ Subscriptions }) => Subscriptions?.map(({ Endpoint }) => Endpoint)),
    new DynamoDBClient(config).send(new ListTablesCommand({})).then(({ TableNames }) => TableNames),
    aws.buckets(),
    aws.schedules(),
    ...OTHER_LISTS.map(async ([service, operation]) => {
      const answer = listed.parse(await aws.json(service, operation, {}));
      return Object.values(answer).flatMap((things) => things?.map((thing) => JSON.stringify(thing)) ?? []);
    }),
  ]);
  return lists
    .flatMap((list) => list ?? [])
    .flatMap((thing) => thing ?? [])
    .sort();
}
