import type { AskedService } from '../../src/domain/service-roles/asked';
import type { Workload } from '../../src/embedded-account/workloads/workloads';

/** ARN of a role of services. */
export const role = (name: string) => `arn:aws:iam::111122223333:role/service-role/${name}`;
const definition = (name: string) => `arn:aws:ecs:us-east-1:111122223333:task-definition/${name}`;

export const PROFILE = 'arn:aws:iam::111122223333:instance-profile/workers';
/** What a service or task of ECS runs. */
export const RUNNING = { cluster: 'one', taskDefinition: definition('web:1') };

/** For each service everything that it can have a role for, and that role. */
export const EVERYTHING: Readonly<Record<AskedService, readonly (readonly [Workload, ...roles: string[]])[]>> = {
  lambda: [
    [{ kind: 'function', name: 'work', role: role('function') }, 'function'],
    [{ kind: 'function', name: 'work', version: '1', role: role('version') }, 'version'],
  ],
  edgelambda: [[{ kind: 'function', name: 'edge', version: '1', role: role('edge') }, 'edge']],
  states: [
    [{ kind: 'state-machine', name: 'flow', role: role('machine') }, 'machine'],
    [{ kind: 'state-machine', name: 'flow', version: '1', role: role('version') }, 'version'],
  ],
  ecs: [
    [
      { kind: 'task-definition', name: 'app:1', taskRole: role('task'), executionRole: role('execution') },
      ...['task', 'execution'],
    ],
    ...['web:1', 'web:2', 'web:3'].map(
      (name) => [{ kind: 'task-definition', name, isActive: false, taskRole: role(name) } as const] as const,
    ),
    [{ kind: 'task-definition', name: 'web:4', isActive: false, taskRole: role('no-more') }],
    [
      {
        ...{ kind: 'service', name: 'web', cluster: 'one', role: role('service') },
        ...{ taskDefinition: definition('web:2'), earlier: definition('web:1') },
      },
      ...['service', 'web:2', 'web:1'],
    ],
    [
      { kind: 'task', name: '7', cluster: 'two', taskDefinition: definition('web:3'), taskRole: role('override') },
      ...['override', 'web:3'],
    ],
  ],
  events: [
    [{ kind: 'rule', name: 'nightly', targetRoles: [role('target')] }, 'target'],
    [{ kind: 'rule', name: 'orders', bus: 'shop', targetRoles: [role('of-bus')] }, 'of-bus'],
    [{ kind: 'endpoint', name: 'global', role: role('endpoint') }, 'endpoint'],
  ],
  config: [
    [{ kind: 'recorder', name: 'default', role: role('recorder') }, 'recorder'],
    [{ kind: 'aggregator', name: 'all', role: role('aggregator') }, 'aggregator'],
  ],
  codebuild: [
    [
      { kind: 'project', name: 'ci', role: role('builds'), batchRole: role('batches'), accessRole: role('public') },
      'builds',
      'batches',
      'public',
    ],
    [{ kind: 'fleet', name: 'fast', role: role('fleet') }, 'fleet'],
  ],
  ec2: [
    [{ kind: 'instance', name: 'i-1', profile: PROFILE }, 'workers'],
    [{ kind: 'instance', name: 'i-2', profile: `${PROFILE}-no-more`, isTakenOff: true }],
  ],
};
