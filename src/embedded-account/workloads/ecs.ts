import { z } from 'zod';
import { jsonService } from '../resources/json-service';
import { pageFrom } from '../wire/pages';
import type { Service } from '../wire/service';
import type { Workloads } from './workloads';

const page = (most: number) => ({
  maxResults: z.int().min(1).max(most).default(most),
  nextToken: z.string().optional(),
});
const clusters = z.strictObject(page(100));
const definitions = z.strictObject({ status: z.enum(['ACTIVE', 'INACTIVE']).default('ACTIVE'), ...page(100) });
const definition = z.strictObject({ taskDefinition: z.string() });
const cluster = z.string().default('default');
const list = (most: number) => z.strictObject({ cluster, ...page(most) });
const services = z.strictObject({ cluster, services: z.array(z.string()).min(1).max(10) });
const tasks = z.strictObject({ cluster, tasks: z.array(z.string()).min(1).max(100) });
const MISSING = 'ClientException';

/** ECS, as far as one looks at what there is. */
export function ecsService(workloads: Workloads, accountId: string): Service {
  const clusterArn = (name: string, region: string) => `arn:aws:ecs:${region}:${accountId}:cluster/${name}`;
  const inCluster = <T extends { readonly cluster: string }>(all: readonly T[], region: string, wanted: string) =>
    all.filter((one) => [one.cluster, clusterArn(one.cluster, region)].includes(wanted));
  return jsonService('AmazonEC2ContainerServiceV20141113', '1.1', {
    ListClusters: (input, region) => ({
      demand: { action: 'ecs:ListClusters', resource: '*' },
      answer: () => {
        const running = [...workloads.of('service', region), ...workloads.of('task', region)];
        const names = [...new Set(running.map((one) => one.cluster))].sort();
        const { items, token } = pageFrom(names, `clusters ${region}`, clusters.parse(input));
        return { clusterArns: items.map((name) => clusterArn(name, region)), ...token };
      },
    }),
    ListServices: (input, region) => {
      const { cluster: of, ...wanted } = list(100).parse(input);
      return {
        demand: { action: 'ecs:ListServices', resource: '*' },
        answer: () => {
          const { items, token } = pageFrom(
            inCluster(workloads.of('service', region), region, of),
            `services ${of}`,
            wanted,
          );
          return { serviceArns: items.map(({ arn }) => arn), ...token };
        },
      };
    },
    DescribeServices: (input, region) => {
      const { cluster: of, services: arns } = services.parse(input);
      return {
        demand: arns.map((resource) => ({ action: 'ecs:DescribeServices', resource })),
        answer: () => {
          const found = inCluster(workloads.of('service', region), region, of).filter(({ arn }) => arns.includes(arn));
          return {
            services: found.map(({ arn, role, taskDefinition, earlier }) => ({
              ...{
                serviceArn: arn,
                taskDefinition,
                deployments: [{ id: 'one', taskDefinition: earlier ?? taskDefinition }],
              },
              ...(role !== undefined && { roleArn: role }),
            })),
            failures: [],
          };
        },
      };
    },
    ListTasks: (input, region) => {
      const { cluster: of, ...wanted } = list(100).parse(input);
      return {
        demand: { action: 'ecs:ListTasks', resource: '*' },
        answer: () => {
          const { items, token } = pageFrom(inCluster(workloads.of('task', region), region, of), `tasks ${of}`, wanted);
          return { taskArns: items.map(({ arn }) => arn), ...token };
        },
      };
    },
    DescribeTasks: (input, region) => {
      const { cluster: of, tasks: arns } = tasks.parse(input);
      return {
        demand: arns.map((resource) => ({ action: 'ecs:DescribeTasks', resource })),
        answer: () => {
          const found = inCluster(workloads.of('task', region), region, of).filter(({ arn }) => arns.includes(arn));
          return {
            tasks: found.map(({ arn, taskDefinition, taskRole, executionRole }) => ({
              ...{ taskArn: arn, taskDefinitionArn: taskDefinition },
              overrides: { taskRoleArn: taskRole, executionRoleArn: executionRole },
            })),
            failures: [],
          };
        },
      };
    },
    ListTaskDefinitions: (input, region) => {
      const { status, ...wanted } = definitions.parse(input);
      return {
        demand: { action: 'ecs:ListTaskDefinitions', resource: '*' },
        answer: () => {
          const all = workloads.of('task-definition', region);
          const some = all.filter(({ isActive = true }) => isActive === (status === 'ACTIVE'));
          const { items, token } = pageFrom(some, `task definitions ${status} ${region}`, wanted);
          return { taskDefinitionArns: items.map(({ arn }) => arn), ...token };
        },
      };
    },
    DescribeTaskDefinition: (input, region) => {
      const { taskDefinition: wanted } = definition.parse(input);
      return {
        demand: { action: 'ecs:DescribeTaskDefinition', resource: '*' },
        answer: () => {
          const { arn, taskRole, executionRole } = workloads.named('task-definition', region, wanted, MISSING);
          const taskDefinition = { taskDefinitionArn: arn, taskRoleArn: taskRole, executionRoleArn: executionRole };
          return { taskDefinition };
        },
      };
    },
  });
}
