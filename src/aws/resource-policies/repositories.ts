import { DescribeRepositoriesCommand, ECRClient, GetRepositoryPolicyCommand } from '@aws-sdk/client-ecr';
import { byToken } from '../clients/by-token';
import { clientOptions } from '../clients/regional';
import type { PolicySource } from './source';

/** Repositories of images. */
export function repositoriesIn(region: string): PolicySource {
  const ecr = new ECRClient(clientOptions(region));
  return {
    pages: async function* (turn) {
      const pages = byToken(
        (nextToken) =>
          turn('DescribeRepositories', () => ecr.send(new DescribeRepositoriesCommand({ maxResults: 100, nextToken }))),
        ({ nextToken }) => nextToken,
      );
      for await (const { repositories = [] } of pages) {
        yield repositories.flatMap(({ repositoryArn: arn, repositoryName }) => {
          if (arn === undefined) return [];
          const one = new GetRepositoryPolicyCommand({ repositoryName });
          return { arn, read: async (its) => (await its('GetRepositoryPolicy', () => ecr.send(one))).policyText };
        });
      }
    },
    none: ['RepositoryPolicyNotFoundException', 'RepositoryNotFoundException'],
    close: () => {
      ecr.destroy();
    },
  };
}
