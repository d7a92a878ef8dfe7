import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { byToken } from '../clients/by-token';
import { clientOptions } from '../clients/regional';
import { usedBy, type RoleSource } from './source';

/** Functions, with all their versions: a version keeps the role that it was published with. */
export function functionsIn(region: string): RoleSource {
  const lambda = new LambdaClient(clientOptions(region));
  return {
    roles: async function* (turn) {
      const pages = byToken(
        (Marker) =>
          turn('ListFunctions', () => lambda.send(new ListFunctionsCommand({ FunctionVersion: 'ALL', Marker }))),
        ({ NextMarker }) => NextMarker,
      );
      for await (const { Functions = [] } of pages) {
        yield Functions.flatMap(({ FunctionArn, Role }) => usedBy(FunctionArn, Role));
      }
    },
    close: () => {
      lambda.destroy();
    },
  };
}
