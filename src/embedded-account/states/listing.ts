import { z } from 'zod';
import { jsonService } from '../resources/json-service';
import { AwsError } from '../wire/aws-error';
import { pageFrom } from '../wire/pages';
import type { Service } from '../wire/service';
import type { Workloads } from '../workloads/workloads';
import type { StateMachines } from './machines';

/** What this file answers of Step Functions. */
export const LISTING = ['ListStateMachines', 'ListStateMachineVersions', 'DescribeStateMachine'] as const;

const page = { maxResults: z.int().min(0).max(1000).default(100), nextToken: z.string().optional() };
const list = z.strictObject(page);
const ofMachine = z.strictObject({ stateMachineArn: z.string(), ...page });
// Without it, the definition would be there, too.
const described = z.strictObject({ stateMachineArn: z.string(), includedData: z.literal('METADATA_ONLY') });

/** Which state machines there are: those of a stack in us-east-1, and those that the scene has made. */
export function listingMachines(machines: StateMachines, workloads: Workloads): Service {
  const deployed = (region: string) => (region === 'us-east-1' ? machines.all : []);
  const made = (region: string) => workloads.of('state-machine', region);
  const machinesIn = (region: string) => [
    ...deployed(region),
    ...made(region).flatMap(({ version, ...one }) => (version === undefined ? [{ ...one, roleArn: one.role }] : [])),
  ];
  return jsonService('AWSStepFunctions', '1.0', {
    ListStateMachines: (input, region) => ({
      demand: { action: 'states:ListStateMachines', resource: '*' },
      answer: () => {
        const { items, token } = pageFrom(machinesIn(region), `machines ${region}`, list.parse(input));
        const stateMachines = items.map(({ arn, name }) => ({
          ...{ stateMachineArn: arn, name, type: 'STANDARD', creationDate: 0 },
        }));
        return { stateMachines, ...token };
      },
    }),
    ListStateMachineVersions: (input, region) => {
      const { stateMachineArn, ...wanted } = ofMachine.parse(input);
      return {
        demand: { action: 'states:ListStateMachineVersions', resource: stateMachineArn },
        answer: () => {
          const versions = made(region).filter(({ arn, version }) => arn === `${stateMachineArn}:${version ?? ''}`);
          const { items, token } = pageFrom(versions, stateMachineArn, wanted);
          const stateMachineVersions = items.map(({ arn }) => ({ stateMachineVersionArn: arn, creationDate: 0 }));
          return { stateMachineVersions, ...token };
        },
      };
    },
    DescribeStateMachine: (input, region) => {
      const { stateMachineArn } = described.parse(input);
      return {
        demand: { action: 'states:DescribeStateMachine', resource: stateMachineArn },
        answer: () => {
          const versions = made(region).map((one) => ({ ...one, roleArn: one.role }));
          const found = [...deployed(region), ...versions].find(({ arn }) => arn === stateMachineArn);
          if (!found) {
            throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
          }
          const { arn, name, roleArn } = found;
          return { stateMachineArn: arn, name, roleArn, type: 'STANDARD', definition: '{}', creationDate: 0 };
        },
      };
    },
  });
}
