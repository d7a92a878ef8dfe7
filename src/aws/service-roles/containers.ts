import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  ListTaskDefinitionsCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import type { UsedRole } from '../../domain/service-roles/asked';
import { byToken } from '../clients/by-token';
import { clientOptions } from '../clients/regional';
import type { Turn } from '../clients/turn';
import { askEach, parts, usedBy, type RoleSource } from './source';

/** Most services and tasks that are described at once (ECS API reference). */
const [SERVICES, TASKS] = [10, 100];

/**
 * Roles of services and tasks, and those of task definitions: every active one, and each that a service or task goes on
 * with although it was deregistered.
 */
export function containersIn(region: string): RoleSource {
  const ecs = new ECSClient(clientOptions(region));
  return {
    roles: async function* (turn) {
      const definitions = new Set<string>();
      for await (const cluster of clusters(ecs, turn)) {
        const running = [await servicesOf(cluster, ecs, turn), await tasksOf(cluster, ecs, turn)];
        for (const definition of running.flatMap((some) => some.definitions)) definitions.add(definition);
        yield running.flatMap(({ used }) => used);
      }
      for await (const definition of activeDefinitions(ecs, turn)) definitions.add(definition);
      yield await askEach([...definitions], async (taskDefinition) => {
        const one = new DescribeTaskDefinitionCommand({ taskDefinition });
        const { taskDefinition: found } = await turn('DescribeTaskDefinition', () => ecs.send(one));
        return usedBy(taskDefinition, found?.taskRoleArn, found?.executionRoleArn);
      });
    },
    close: () => {
      ecs.destroy();
    },
  };
}

async function* clusters(ecs: ECSClient, turn: Turn): AsyncGenerator<string> {
  const pages = byToken(
    (nextToken) => turn('ListClusters', () => ecs.send(new ListClustersCommand({ nextToken }))),
    ({ nextToken }) => nextToken,
  );
  for await (const { clusterArns = [] } of pages) yield* clusterArns;
}

async function* activeDefinitions(ecs: ECSClient, turn: Turn): AsyncGenerator<string> {
  const pages = byToken(
    (nextToken) =>
      turn('ListTaskDefinitions', () => ecs.send(new ListTaskDefinitionsCommand({ status: 'ACTIVE', nextToken }))),
    ({ nextToken }) => nextToken,
  );
  for await (const { taskDefinitionArns = [] } of pages) yield* taskDefinitionArns;
}

/** What runs in a cluster: the roles that it has of its own, and the task definitions that it was made by. */
interface Running {
  readonly used: readonly UsedRole[];
  readonly definitions: readonly string[];
}

async function servicesOf(cluster: string, ecs: ECSClient, turn: Turn): Promise<Running> {
  const used: UsedRole[] = [];
  const definitions: (string | undefined)[] = [];
  const lists = byToken(
    (nextToken) =>
      turn('ListServices', () => ecs.send(new ListServicesCommand({ cluster, maxResults: 100, nextToken }))),
    ({ nextToken }) => nextToken,
  );
  for await (const { serviceArns = [] } of lists) {
    for (const some of parts(serviceArns, SERVICES)) {
      const ask = new DescribeServicesCommand({ cluster, services: [...some] });
      const { services = [] } = await turn('DescribeServices', () => ecs.send(ask));
      for (const { serviceArn, roleArn, taskDefinition, deployments = [], taskSets = [] } of services) {
        used.push(...usedBy(serviceArn, roleArn));
        definitions.push(taskDefinition, ...[...deployments, ...taskSets].map((one) => one.taskDefinition));
      }
    }
  }
  return { used, definitions: definitions.flatMap((one) => one ?? []) };
}

async function tasksOf(cluster: string, ecs: ECSClient, turn: Turn): Promise<Running> {
  const used: UsedRole[] = [];
  const definitions: (string | undefined)[] = [];
  const lists = byToken(
    (nextToken) => turn('ListTasks', () => ecs.send(new ListTasksCommand({ cluster, maxResults: TASKS, nextToken }))),
    ({ nextToken }) => nextToken,
  );
  for await (const { taskArns = [] } of lists) {
    if (taskArns.length === 0) continue;
    const ask = new DescribeTasksCommand({ cluster, tasks: taskArns });
    const { tasks = [] } = await turn('DescribeTasks', () => ecs.send(ask));
    for (const { taskArn, taskDefinitionArn, overrides } of tasks) {
      used.push(...usedBy(taskArn, overrides?.taskRoleArn, overrides?.executionRoleArn));
      definitions.push(taskDefinitionArn);
    }
  }
  return { used, definitions: definitions.flatMap((one) => one ?? []) };
}
