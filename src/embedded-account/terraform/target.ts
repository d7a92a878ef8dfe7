import type { Analyzers } from '../access-analyzer/analyzers';
import type { Alarms } from '../cloudwatch/alarms';
import type { Authorizer } from '../iam/access/authorize';
import type { DynamoDb } from '../dynamodb/dynamodb';
import type { EventBus } from '../events/bus';
import type { TrailLogs } from '../logs/trail-log';
import type { Trails } from '../events/trails';
import type { EnvironmentOf } from '../lambda/definition';
import { type FunctionPool } from '../lambda/functions';
import { type EventSourceQueue } from '../events/queue';
import type { Topics } from '../sns/topics';
import type { Parameters } from '../ssm';
import type { StateMachines } from '../states/machines';
import type { Schedules } from '../states/schedules';
import type { AccountState } from '../iam/state';
import type { Buckets } from '../s3/buckets';

/** The account's parts that a deployment fills. */
export interface DeploymentTarget {
  readonly state: AccountState;
  readonly authorizer: Authorizer;
  readonly analyzers: Analyzers;
  readonly topics: Topics;
  readonly database: DynamoDb;
  readonly buckets: Buckets;
  readonly parameters: Parameters;
  readonly bus: EventBus;
  readonly trails: Trails;
  readonly alarms: Alarms;
  readonly trailLogs: TrailLogs;
  readonly pools: Map<string, FunctionPool>;
  readonly queues: Map<string, EventSourceQueue>;
  readonly machines: StateMachines;
  readonly schedules: Schedules;
  readonly environmentOf: EnvironmentOf;
  /** Loopback servers by the hosts that they stand in for. */
  readonly internet: Readonly<Record<string, string>>;
  /** Where the bundles are unpacked. */
  readonly folder: string;
  /** Workers of each function that events start; absent: its mapping's `maximum_concurrency`. */
  readonly workers?: number;
}
