import {
  DescribeStateMachineCommand,
  ListStateMachinesCommand,
  ListStateMachineVersionsCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { byToken } from '../clients/by-token';
import { clientOptions } from '../clients/regional';
import type { Turn } from '../clients/turn';
import { askEach, usedBy, type RoleSource } from './source';

/** A machine or version that was deleted since it was listed. */
const GONE = 'StateMachineDoesNotExist';

/** State machines, with all their versions: a version keeps the role that it was published with. */
export function stateMachinesIn(region: string): RoleSource {
  const states = new SFNClient(clientOptions(region));
  return {
    roles: async function* (turn) {
      const pages = byToken(
        (nextToken) => turn('ListStateMachines', () => states.send(new ListStateMachinesCommand({ nextToken }))),
        ({ nextToken }) => nextToken,
      );
      for await (const { stateMachines = [] } of pages) {
        yield await askEach(
          stateMachines.flatMap(({ stateMachineArn }) => stateMachineArn ?? []),
          (arn) => withVersions(arn, states, turn),
          GONE,
        );
      }
    },
    close: () => {
      states.destroy();
    },
  };
}

async function withVersions(arn: string, states: SFNClient, turn: Turn) {
  const arns = [arn];
  const pages = byToken(
    (nextToken) =>
      turn('ListStateMachineVersions', () =>
        states.send(new ListStateMachineVersionsCommand({ stateMachineArn: arn, nextToken })),
      ),
    ({ nextToken }) => nextToken,
  );
  for await (const { stateMachineVersions = [] } of pages) {
    arns.push(...stateMachineVersions.flatMap(({ stateMachineVersionArn }) => stateMachineVersionArn ?? []));
  }
  const described = async (stateMachineArn: string) => {
    const one = new DescribeStateMachineCommand({ stateMachineArn, includedData: 'METADATA_ONLY' });
    const { roleArn } = await turn('DescribeStateMachine', () => states.send(one));
    return usedBy(stateMachineArn, roleArn);
  };
  return askEach(arns, described, GONE);
}
