import { z } from 'zod';
import { AwsError } from '../wire/aws-error';
import type { Service } from '../wire/service';
import { jsonService, pageOf } from './json-service';
import type { Resource, Resources } from './resources';

export const everything = (action: string) => ({ action, resource: '*' });
export const on = (action: string, { arn }: Resource) => ({ action, resource: arn });

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
