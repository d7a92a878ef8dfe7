import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountOptions, CallFilter } from './account-options';
import { AccountParts } from './account-parts';
import { AccountScene, type AccountUser } from './account-scene';
import { awsManagedArn } from './iam/policies/aws-managed-policies';
import type { Credentials } from './iam/access/caller';
import { byInvocation, matching, type RecordedCall } from './calls';
import type { CloudTrailEvent } from './events/cloudtrail';
import { checkpointOf } from './checkpoint/checkpoint';
import { deploy } from './terraform/deployment';
import type { InvocationResult } from './lambda/worker';
import type { QueuedMessage } from './events/queued-message';
import { snapshotOf, type AccountSnapshot } from './iam/snapshot';
import { replay, type ReplayedPeriod, type ReplayedUse } from './replay';
import { everyPolicy } from './resources/attached';
import type { StoredObject } from './s3/buckets';
import type { PublishedMessage } from './sns/topics';
import type { Execution } from './states/execution';
import { groupsNamedIn } from './terraform/data';

export type { AccountUser, Credentials };

/**
 * An AWS account in memory on a loopback port, with a synthesised stack deployed into it.
 *
 * Whoever acts in it does so with an SDK client and credentials; the methods here set the scene and look at the outcome.
 */
export class EmbeddedAccount extends AccountScene {
  /** A member of the admin groups; absent where the options ask for none. */
  readonly admin: AccountUser | undefined;
  readonly root: Credentials;

  private constructor(
    parts: AccountParts,
    private readonly folder: string,
    adminGroups: readonly string[],
    withAdmin: boolean,
  ) {
    super(parts);
    this.root = parts.sessions.issue({ type: 'Root' }, true);
    for (const name of adminGroups) this.addGroup({ name, policies: [awsManagedArn('AdministratorAccess')] });
    this.admin = withAdmin ? this.addUser({ name: 'admin', groups: adminGroups }) : undefined;
  }

  /** @throws UnsupportedTemplateError naming what the template holds that the account does not know */
  static async start(options: AccountOptions): Promise<EmbeddedAccount> {
    const folder = mkdtempSync(join(tmpdir(), 'embedded-account-'));
    const parts = await AccountParts.start(options);
    const groups = groupsNamedIn(JSON.parse(readFileSync(options.templatePath, 'utf8')));
    const account = new EmbeddedAccount(parts, folder, groups, options.withAdmin ?? true);
    try {
      await deploy(options.templatePath, { ...parts.deploymentTarget(options), folder });
    } catch (error) {
      await account.stop();
      throw error;
    }
    return account;
  }

  get endpoint(): string {
    return this.parts.server.endpoint;
  }

  get accountId(): string {
    return this.parts.state.accountId;
  }

  /** Configuration of an SDK client that acts with these credentials. */
  clientFor(credentials: Credentials) {
    return { endpoint: this.endpoint, region: 'us-east-1', credentials: { ...credentials } };
  }

  snapshot(): AccountSnapshot {
    return snapshotOf(this.parts.state);
  }

  published(): readonly PublishedMessage[] {
    return this.parts.topics.published;
  }

  /** What would become of everything that was noted, were it tried with the permissions of now. */
  replay(period: ReplayedPeriod = {}): readonly ReplayedUse[] {
    const { state, buckets, resources } = this.parts;
    return replay(state, period, everyPolicy(state, buckets, resources));
  }

  /** Every CloudTrail event so far, whether a rule took it or not. */
  events(): readonly CloudTrailEvent[] {
    return this.parts.events;
  }

  calls(filter: CallFilter = {}): readonly RecordedCall[] {
    return matching(this.parts.frontDoor.calls, filter);
  }

  /** The calls of each invocation of a function, in the order of the first call. */
  invocations(functionName: string): readonly (readonly RecordedCall[])[] {
    return byInvocation(this.calls({ functionName }));
  }

  /** What a function was invoked with so far, as JSON. */
  payloads(functionName: string): readonly string[] {
    return this.parts.poolOf(functionName).payloads;
  }

  /** Lines a function logged, of all its workers. */
  logs(functionName: string): readonly string[] {
    return this.parts.poolOf(functionName).logs;
  }

  /** Invokes a function as its owner may, without asking IAM. */
  invoke(functionName: string, payload: unknown): Promise<InvocationResult> {
    return this.parts.poolOf(functionName).invoke(JSON.stringify(payload));
  }

  /** The same in a worker of its own, as Lambda does while the others are busy. */
  invokeBeside(functionName: string, payload: unknown): Promise<InvocationResult> {
    return this.parts.poolOf(functionName).invokeFresh(JSON.stringify(payload));
  }

  /** Lets a scheduled rule fire once, instead of waiting for its time. */
  fire(ruleName: string): void {
    const { schedules } = this.parts.bus;
    const deliver = schedules.get(ruleName);
    if (!deliver)
      throw new Error(`there is no scheduled rule called ${ruleName}, only ${[...schedules.keys()].join(', ')}`);
    deliver();
  }

  /** Does what happens at a schedule's time, to the end of what it starts. */
  runSchedule(name: string): Promise<Execution> {
    return this.parts.schedules.run(name);
  }

  /** Starts a state machine as its owner may, to its end. @param wanted name or ARN */
  runStateMachine(wanted: string, input: unknown, executionName?: string): Promise<Execution> {
    return this.parts.machines.run(wanted, input, executionName);
  }

  /** Goes on where an execution failed: of a distributed map only the children that failed run again. */
  redrive(executionArn: string): Promise<Execution> {
    return this.parts.machines.redrive(executionArn);
  }

  /** Every execution so far, without the children of distributed maps. */
  executions(): readonly Execution[] {
    return this.parts.machines.executions;
  }

  /** The newest versions of the objects of a bucket, in the order of their keys. */
  objects(bucket: string, prefix?: string): readonly StoredObject[] {
    return this.parts.buckets.named(bucket).list(prefix);
  }

  /**
   * Puts a message of any kind into the queue of a function that events start.
   *
   * @param functionName @default the only function that events start
   */
  inject(body: string, copies = 1, functionName?: string): void {
    const queues = [...this.parts.queues.values()].filter(
      ({ definition }) => functionName === undefined || definition.functionName === functionName,
    );
    const [queue] = queues;
    if (!queue || queues.length > 1) throw new Error(`${queues.length} queues lead to ${functionName ?? 'functions'}`);
    for (let copy = 0; copy < copies; copy += 1) queue.send(body);
  }

  deadLetters(): readonly QueuedMessage[] {
    return [...this.parts.queues.values()].flatMap((queue) => queue.deadLetters);
  }

  /** Every item of a table. */
  items(tableName: string): Promise<unknown> {
    return this.parts.database.send('Scan', { TableName: tableName, ConsistentRead: true });
  }

  /** Resolves once no event waits, no state machine and no function runs. */
  async idle(): Promise<void> {
    const { queues, pools, machines } = this.parts;
    const busy = () => [...queues.values(), ...pools.values(), machines].filter(({ isIdle }) => !isIdle);
    while (busy().length > 0) await Promise.all(busy().map((one) => one.idle()));
  }

  /** Remembers the account as it is. @returns brings it back to this moment, as often as it is called */
  checkpoint(): Promise<() => Promise<void>> {
    return checkpointOf(this.parts);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.parts.pools.values()].map((pool) => pool.stop()));
    await this.parts.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
