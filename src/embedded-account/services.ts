import type { AccessAdvisor } from './access-advisor/jobs';
import type { Analyzers } from './access-analyzer/analyzers';
import type { Alarms } from './cloudwatch/alarms';
import { cloudWatchService } from './cloudwatch/service';
import type { EventBus } from './events/bus';
import type { Trails } from './events/trails';
import type { EventSourceQueue } from './events/queue';
import type { Sessions } from './iam/access/caller';
import type { CredentialReport } from './iam/reports/credential-report';
import type { AccountState } from './iam/state';
import type { FunctionPool } from './lambda/functions';
import type { TrailLogs } from './logs/trail-log';
import type { Resources } from './resources/resources';
import type { AccountOptions } from './account-options';
import type { EventHistory } from './cloudtrail/history';
import type { Buckets } from './s3/buckets';
import type { Topics } from './sns/topics';
import type { SecurityHubs } from './security-hub/hub';
import { securityHubService } from './security-hub/service';
import type { Mails } from './ses/mail';
import { sesService } from './ses/service';
import type { StateMachines } from './states/machines';
import { accessAnalyzerService } from './access-analyzer/service';
import { trailControl } from './cloudtrail/control';
import { cloudTrailService } from './cloudtrail/service';
import { type DynamoDb, dynamoDbService } from './dynamodb/dynamodb';
import { iamService } from './iam/iam';
import { lambdaService } from './lambda/lambda';
import { logsService, type Queries } from './logs/service';
import { secretsService } from './resources/secrets';
import { ecrService, kmsService } from './resources/services';
import { sqsService } from './resources/sqs';
import { s3Service } from './s3/s3';
import { codebuildService } from './workloads/codebuild';
import { configService } from './workloads/config';
import { ec2Service } from './workloads/ec2';
import { ecsService } from './workloads/ecs';
import { eventsService } from './workloads/event-rules';
import type { Workloads } from './workloads/workloads';
import { listingFunctions } from './lambda/listing';
import { snsService } from './sns/service';
import { type Parameters, ssmService } from './ssm';
import { statesService } from './states/service';
import { stsService } from './sts';
import type { Service } from './wire/service';

/** What the services of an account work on. */
interface Parts {
  readonly state: AccountState;
  readonly accessAdvisor: AccessAdvisor;
  readonly credentialReport: CredentialReport;
  readonly analyzers: Analyzers;
  readonly history: EventHistory;
  readonly hubs: SecurityHubs;
  readonly mails: Mails;
  readonly workloads: Workloads;
  readonly buckets: Buckets;
  readonly topics: Topics;
  readonly resources: Resources;
  readonly queues: ReadonlyMap<string, EventSourceQueue>;
  readonly parameters: Parameters;
  readonly machines: StateMachines;
  readonly database: DynamoDb;
  readonly bus: EventBus;
  readonly trails: Trails;
  readonly alarms: Alarms;
  readonly sessions: Sessions;
  readonly trailLogs: TrailLogs;
  readonly queries: Queries;
  readonly pools: ReadonlyMap<string, FunctionPool>;
  /** Where they are reached, once somebody asks. */
  readonly server: { readonly endpoint: string };
}

/** The services of an account, by the names that signatures give them. */
export function servicesOf(
  parts: Parts,
  {
    readLagMs = 0,
    throttlesLookUps = false,
    throttlesMails = false,
  }: Pick<AccountOptions, 'readLagMs' | 'throttlesLookUps' | 'throttlesMails'>,
): ReadonlyMap<string, Service> {
  const { state } = parts;
  const { accountId, identifiers } = state;
  const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${accountId}:${resource}`;
  const trails = trailControl(parts.trails, (name) => arn('cloudtrail', `trail/${name}`));
  return new Map([
    ['iam', iamService(state, parts.accessAdvisor, parts.credentialReport, readLagMs)],
    ['sts', stsService(state, parts.sessions)],
    ['cloudtrail', cloudTrailService(parts.history, throttlesLookUps, trails)],
    ['monitoring', cloudWatchService(parts.alarms, (name) => arn('cloudwatch', `alarm:${name}`))],
    ['access-analyzer', accessAnalyzerService(parts.analyzers)],
    ['securityhub', securityHubService(parts.hubs, accountId)],
    [
      'ses',
      sesService({ mails: parts.mails, clock: state.clock, identifiers, accountId, isThrottled: throttlesMails }),
    ],
    ['s3', s3Service(parts.buckets, accountId)],
    ['sns', snsService(parts.topics, identifiers, parts.resources, state.clock)],
    ['kms', kmsService(parts.resources)],
    ['sqs', sqsService(parts.resources, parts.queues, () => parts.server.endpoint, state.clock)],
    ['secretsmanager', secretsService(parts.resources)],
    ['ecr', ecrService(parts.resources)],
    ['ssm', ssmService(parts.parameters, parts.resources, (name) => arn('ssm', `parameter${name}`))],
    ['states', statesService(parts.machines, parts.workloads)],
    ['dynamodb', dynamoDbService(parts.database, (name) => arn('dynamodb', `table/${name}`))],
    [
      'logs',
      logsService(parts.trailLogs, parts.queries, {
        ...{ clock: state.clock, identifiers },
        arnOf: (name) => arn('logs', `log-group:${name}`),
      }),
    ],
    [
      'lambda',
      lambdaService(
        parts.pools,
        (name) => arn('lambda', `function:${name}`),
        listingFunctions(parts.pools, state, parts.workloads),
      ),
    ],
    ['ec2', ec2Service(parts.workloads)],
    ['ecs', ecsService(parts.workloads, accountId)],
    ['events', eventsService(parts.workloads, accountId, parts.bus)],
    ['config', configService(parts.workloads)],
    ['codebuild', codebuildService(parts.workloads)],
  ]);
}
