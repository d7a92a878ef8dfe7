import { z } from 'zod';
import { AwsError } from '../wire/aws-error';
import type { Service } from '../wire/service';
import { decrypting } from './decrypting';
import { jsonService, pageOf } from './json-service';
import type { Resources } from './resources';
import { everything, on } from './services';

const secretsList = z.strictObject({
  IncludePlannedDeletion: z.boolean().optional(),
  MaxResults: z.int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
});
const secretPolicy = z.strictObject({ SecretId: z.string() });
const secretValue = secretPolicy;
const MISSING = 'ResourceNotFoundException';

/** Secrets Manager: lists secrets, reads their policies, and the values of those that have one. */
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
    GetSecretValue: (input, region) => {
      const secret = resources.named('secretsmanager', region, secretValue.parse(input).SecretId, MISSING);
      const attached = resources.attached(secret.arn);
      return {
        demand: [
          { ...on('secretsmanager:GetSecretValue', secret), ...(attached && { attached }) },
          ...decrypting(resources, secret.kmsKeyArn, {
            'kms:ViaService': `secretsmanager.${region}.amazonaws.com`,
            'kms:EncryptionContext:SecretARN': secret.arn,
          }),
        ],
        answer: () => {
          if (secret.value === undefined) throw new AwsError(MISSING, `${secret.name} has no value`);
          return { ARN: secret.arn, Name: secret.name, SecretString: secret.value, VersionStages: ['AWSCURRENT'] };
        },
      };
    },
  });
