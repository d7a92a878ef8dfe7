import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { AwsCall } from './aws-call';
import { awsEnvironment, NO_USER } from './credentials';
import { Files } from './files';
import { People } from './people';
import { Queues } from './queues';

const page = z.object({ Items: z.array(z.record(z.string(), z.object({ S: z.string().optional() }))) });
const parameter = z.object({ Parameter: z.object({ Value: z.string() }) });

/** The emulated account, as the tests prepare and read it. */
export class Account {
  public readonly lambda: LambdaClient;
  public readonly people: People;
  public readonly queues: Queues;
  public readonly files: Files;
  private readonly sns: SNSClient;
  private readonly aws: AwsCall;

  public constructor(public readonly endpoint: string) {
    const config = { endpoint, region: 'us-east-1', credentials: NO_USER };
    this.sns = new SNSClient(config);
    this.lambda = new LambdaClient(config);
    this.aws = new AwsCall(endpoint);
    this.people = new People(new IAMClient(config));
    this.queues = new Queues(this.aws);
    this.files = new Files(new S3Client(config));
  }

  /** Variables of a function that runs in this account. */
  public get environment() {
    return awsEnvironment(this.endpoint, NO_USER);
  }

  public async createBucket(name: string): Promise<void> {
    await this.aws.createBucket(name);
  }

  public async subscribe(TopicArn: string, queueArn: string): Promise<void> {
    const Attributes = { RawMessageDelivery: 'true' };
    await this.sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queueArn, Attributes }));
  }

  /** @returns names of the schedules that start something */
  public async schedules(): Promise<string[]> {
    return this.aws.schedules();
  }

  /** @returns what the project says of its deployment in Systems Manager */
  public async parameter(Name: string): Promise<unknown> {
    const { Parameter } = parameter.parse(await this.aws.json('ssm', 'AmazonSSM.GetParameter', { Name }));
    return JSON.parse(Parameter.Value);
  }

  /** @returns an attribute of every item of a table that has it, as text */
  public async texts(TableName: string, name: string): Promise<string[]> {
    const { Items } = page.parse(await this.aws.json('dynamodb', 'DynamoDB_20120810.Scan', { TableName }));
    return Items.flatMap((item) => item[name]?.S ?? []);
  }

  /** Puts a CloudTrail record on the default bus, which AWS itself allows to no one. */
  public async record(call: object): Promise<void> {
    const entry = { Source: 'aws.iam', DetailType: 'AWS API Call via CloudTrail', Detail: JSON.stringify(call) };
    await this.aws.json('events', 'AWSEvents.PutEvents', { Entries: [entry] });
  }
}
