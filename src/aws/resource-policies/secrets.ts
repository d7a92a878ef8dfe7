import { GetResourcePolicyCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { byToken } from '../clients/by-token';
import { clientOptions } from '../clients/regional';
import type { PolicySource } from './source';

/** Secrets; their values are never asked for. */
export function secretsIn(region: string): PolicySource {
  const secrets = new SecretsManagerClient(clientOptions(region));
  return {
    pages: async function* (turn) {
      const pages = byToken(
        (NextToken) => turn('ListSecrets', () => secrets.send(new ListSecretsCommand({ MaxResults: 100, NextToken }))),
        ({ NextToken }) => NextToken,
      );
      for await (const { SecretList = [] } of pages) {
        yield SecretList.flatMap(({ ARN: arn }) => {
          if (arn === undefined) return [];
          const one = new GetResourcePolicyCommand({ SecretId: arn });
          return { arn, read: async (its) => (await its('GetResourcePolicy', () => secrets.send(one))).ResourcePolicy };
        });
      }
    },
    none: ['ResourceNotFoundException'],
    close: () => {
      secrets.destroy();
    },
  };
}
