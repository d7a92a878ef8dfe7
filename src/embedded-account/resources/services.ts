import { z } from 'zod';
import { AwsError } from '../wire/aws-error';
import type { Service } from '../wire/service';
import { jsonService, pageOf } from './json-service';
import type { Resource, Resources } from './resources';

const everything = (action: string) => ({ action, resource: '*' });
const on = (action: string, { arn }: Resource) => ({ action, resource: arn });

const kmsList = z.strictObject({ Limit: z.int().min(1).max(1000).default(100), Marker: z.string().optional() });
const kmsPolicy = z.strictObject({ KeyId: z.string(), PolicyName: z.literal('default').optional() });

/** KMS: lists keys and reads their policies. Encrypts nothing. */
export const kmsService = (resources: Resources): Service =>
  jsonService('TrentService', '1.1', {
    ListKeys: (input, region) => {
      const { Limit, Marker } = kmsList.parse(input);
      return {
        demand: everything('kms:ListKeys'),
        answer: () => {
          const { items, next } = pageOf(resources.of('kms', region), Marker, Limit);
          const Keys = items.map(({ arn, name }) => ({ KeyArn: arn, KeyId: name }));
          return { Keys, Truncated: next !== undefined, ...(next !== undefined && { NextMarker: next }) };
        },
      };
    },
    GetKeyPolicy: (input, region) => {
      const key = resources.named('kms', region, kmsPolicy.parse(input).KeyId, 'NotFoundException');
      const attached = resources.attached(key.arn);
      return {
        demand: { ...on('kms:GetKeyPolicy', key), ...(attached && { attached }) },
        answer: () => ({ Policy: key.policy, PolicyName: 'default' }),
      };
    },
  });

const sqsList = z.strictObject({ MaxResults: z.int().min(1).max(1000).optional(), NextToken: z.string().optional() });
const sqsAttributes = z.strictObject({
  QueueUrl: z.string(),
  AttributeNames: z.array(z.enum(['Policy', 'QueueArn'])),
});

/** SQS: lists queues and reads their policies. The queue of a function is no part of it. */
export const sqsService = (resources: Resources, endpoint: () => string): Service =>
  jsonService('AmazonSQS', '1.0', {
    ListQueues: (input, region) => {
      const { MaxResults = 1000, NextToken } = sqsList.parse(input);
      return {
        demand: everything('sqs:ListQueues'),
        answer: () => {
          const { items, next } = pageOf(resources.of('sqs', region), NextToken, MaxResults);
          const QueueUrls = items.map(({ name, arn }) => `${endpoint()}/${arn.split(':')[4] ?? ''}/${name}`);
          return { QueueUrls, ...(next !== undefined && { NextToken: next }) };
        },
      };
    },
    GetQueueAttributes: (input, region) => {
      const { QueueUrl, AttributeNames } = sqsAttributes.parse(input);
      const name = QueueUrl.split('/').at(-1) ?? '';
      const queue = resources.named('sqs', region, name, 'QueueDoesNotExist');
      const all = { QueueArn: queue.arn, Policy: queue.policy };
      const asked = AttributeNames.flatMap((one) => (all[one] === undefined ? [] : [[one, all[one]] as const]));
      return { demand: on('sqs:GetQueueAttributes', queue), answer: () => ({ Attributes: Object.fromEntries(asked) }) };
    },
  });

const secretsList = z.strictObject({
  IncludePlannedDeletion: z.boolean().optional(),
  MaxResults: z.int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
});
const secretPolicy = z.strictObject({ SecretId: z.string() });

/** Secrets Manager: lists secrets and reads their policies; no secret has a value. */
export const secretsService = (resources: Resources): Service =>
  jsonService('secretsmanager', '1.1', {
    ListSecrets: (input, region) => {
      const { MaxResults, NextToken } = secretsList.parse(input);
      return {
        demand: everything('secretsmanager:ListSecrets'),
        answer: () => {
          const { items, next } = pageOf(resources.of('secretsmanager', region), NextToken, MaxResults);
          const SecretList = items.map(({ arn, name }) => ({ ARN: arn, Name: name }));
          return { SecretList, ...(next !== undefined && { NextToken: next }) };
        },
      };
    },
    GetResourcePolicy: (input, region) => {
      const { SecretId } = secretPolicy.parse(input);
      const secret = resources.named('secretsmanager', region, SecretId, 'ResourceNotFoundException');
      return {
        demand: on('secretsmanager:GetResourcePolicy', secret),
        answer: () => ({ ARN: secret.arn, Name: secret.name, ResourcePolicy: secret.policy }),
      };
    },
  });

const ecrList = z.strictObject({ maxResults: z.int().min(1).max(1000).default(100), nextToken: z.string().optional() });
const ecrPolicy = z.strictObject({ repositoryName: z.string() });

/** ECR: lists repositories and reads their policies; none holds an image. */
export const ecrService = (resources: Resources): Service =>
  jsonService('AmazonEC2ContainerRegistry_V20150921', '1.1', {
    DescribeRepositories: (input, region) => {
      const { maxResults, nextToken } = ecrList.parse(input);
      return {
        demand: everything('ecr:DescribeRepositories'),
        answer: () => {
          const { items, next } = pageOf(resources.of('ecr', region), nextToken, maxResults);
          const repositories = items.map(({ arn, name }) => ({ repositoryArn: arn, repositoryName: name }));
          return { repositories, ...(next !== undefined && { nextToken: next }) };
        },
      };
    },
    GetRepositoryPolicy: (input, region) => {
      const { repositoryName } = ecrPolicy.parse(input);
      const repository = resources.named('ecr', region, repositoryName, 'RepositoryNotFoundException');
      return {
        demand: on('ecr:GetRepositoryPolicy', repository),
        answer: () => {
          if (repository.policy === undefined) {
            throw new AwsError('RepositoryPolicyNotFoundException', `${repositoryName} has no policy`, 400);
          }
          return { repositoryName, policyText: repository.policy };
        },
      };
    },
  });
