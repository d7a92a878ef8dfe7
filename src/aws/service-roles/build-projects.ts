import {
  BatchGetFleetsCommand,
  BatchGetProjectsCommand,
  CodeBuildClient,
  ListFleetsCommand,
  ListProjectsCommand,
} from '@aws-sdk/client-codebuild';
import { byToken } from '../clients/by-token';
import { clientOptions } from '../clients/regional';
import { usedBy, type RoleSource } from './source';

/** Projects with their roles for builds, batches and public results, and fleets. */
export function buildProjectsIn(region: string): RoleSource {
  const codebuild = new CodeBuildClient(clientOptions(region));
  return {
    roles: async function* (turn) {
      const lists = byToken(
        (nextToken) => turn('ListProjects', () => codebuild.send(new ListProjectsCommand({ nextToken }))),
        ({ nextToken }) => nextToken,
      );
      // A page names a hundred, as many as are described at once.
      for await (const { projects: names = [] } of lists) {
        if (names.length === 0) continue;
        const ask = new BatchGetProjectsCommand({ names });
        const { projects = [] } = await turn('BatchGetProjects', () => codebuild.send(ask));
        yield projects.flatMap(({ arn, serviceRole, buildBatchConfig, resourceAccessRole }) =>
          usedBy(arn, serviceRole, buildBatchConfig?.serviceRole, resourceAccessRole),
        );
      }
      const fleets = byToken(
        (nextToken) => turn('ListFleets', () => codebuild.send(new ListFleetsCommand({ maxResults: 100, nextToken }))),
        ({ nextToken }) => nextToken,
      );
      for await (const { fleets: names = [] } of fleets) {
        if (names.length === 0) continue;
        const ask = new BatchGetFleetsCommand({ names });
        const { fleets: found = [] } = await turn('BatchGetFleets', () => codebuild.send(ask));
        yield found.flatMap(({ arn, fleetServiceRole }) => usedBy(arn, fleetServiceRole));
      }
    },
    close: () => {
      codebuild.destroy();
    },
  };
}
