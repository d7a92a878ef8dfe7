import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountOptions, CallFilter, UserSeed } from './account-options';
import { AccountParts } from './account-parts';
import { awsManagedArn } from './iam/aws-managed-policies';
import type { Credentials } from './iam/caller';
import { byInvocation, matching, type RecordedCall } from './calls';
import type { CloudTrailEvent } from './events/cloudtrail';
import { deploy } from './terraform/deployment';
import type { InvocationResult } from './lambda/worker';
import { addAccessKey } from './iam/credentials';
import { addGroup, addPolicy, addUser, type PrincipalSeed } from './iam/principals';
import type { QueuedMessage } from './events/queue';
import { snapshotOf, type AccountSnapshot } from './iam/snapshot';
import type { PublishedMessage } from './sns';
import { groupsNamedIn } from './terraform/data';

export type { Credentials };

/** A user with the credentials to act through the SDK. */
export interface AccountUser {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly credentials: Credentials;
}

/**
 * An AWS account in memory on a loopback port, with a synthesised stack deployed into it.
 *
 * Whoever acts in it does so with an SDK client and credentials; the methods here set the scene and look at the outcome.
 */
export class EmbeddedAccount {
  /** A member of the admin groups; absent where the options ask for none. */
  readonly admin: AccountUser | undefined;
  readonly root: Credentials;

  private constructor(
    private readonly parts: AccountParts,
    private readonly folder: string,
    adminGroups: readonly string[],
    withAdmin: boolean,
  ) {
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
      await deploy(options.templatePath, { ...parts.deploymentTarget(options.workers), folder });
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

  /** The account's time; it stands still until advanced. */
  get clock() {
    return this.parts.state.clock;
  }

  /** Configuration of an SDK client that acts with these credentials. */
  clientFor(credentials: Credentials) {
    return { endpoint: this.endpoint, region: 'us-east-1', credentials: { ...credentials } };
  }

  /** Adds a user who has been there for long: the permissions bind at once. */
  addUser({ groups = [], password, tags = {}, ...seed }: UserSeed): AccountUser {
    const { state } = this.parts;
    const user = addUser(
      state,
      seed,
      groups.map((name) => state.groupNamed(name).id),
    );
    for (const [key, value] of Object.entries(tags)) user.tags.set(key, value);
    if (password !== undefined) user.loginProfile = { createdAt: state.clock.now(), resetRequired: false, password };
    const key = addAccessKey(state, user);
    return {
      id: user.id,
      name: user.name,
      arn: state.arnOf('user', user),
      credentials: { accessKeyId: key.id, secretAccessKey: key.secret },
    };
  }

  /** @returns the group's id */
  addGroup(seed: PrincipalSeed): string {
    return addGroup(this.parts.state, seed).id;
  }

  /** @returns the policy's ARN */
  addPolicy(policy: { readonly name: string; readonly path?: string; readonly document: object }): string {
    return addPolicy(this.parts.state, { ...policy, document: JSON.stringify(policy.document) }).arn;
  }

  /** As `GetSessionToken` or a sign-in to the console gives them. */
  sessionOf(userName: string, { mfa = false } = {}): Credentials {
    return this.parts.sessions.issue({ type: 'IAMUser', userId: this.parts.state.userNamed(userName).id }, mfa);
  }

  /** As `GetFederationToken` gives them. @param userName who issues them; absent: Root */
  federate(name: string, userName?: string): Credentials {
    const userId = userName === undefined ? undefined : this.parts.state.userNamed(userName).id;
    return this.parts.sessions.issue({ type: 'FederatedUser', name, ...(userId !== undefined && { userId }) });
  }

  /** As `AssumeRole` gives them. */
  assumeRole(roleName: string, sessionName: string): Credentials {
    const role = this.parts.state.findRole(roleName);
    if (!role) throw new Error(`there is no role called ${roleName}`);
    return this.parts.sessions.issue({ type: 'AssumedRole', roleId: role.id, sessionName });
  }

  /** Lets the next calls of an action fail, such as `failNext('sns', 'Publish', 'InternalFailure')`. */
  failNext(service: string, action: string, code: string, { times = 1, status = 500 } = {}): void {
    this.parts.disturbances.failNext({ service, action, code, status, times });
  }

  /** Ends the worker that makes this function's n-th call from now on, after the call took effect, before its answer. */
  crashAfter(functionName: string, calls: number): void {
    this.parts.disturbances.crashAfter(functionName, calls);
  }

  snapshot(): AccountSnapshot {
    return snapshotOf(this.parts.state);
  }

  published(): readonly PublishedMessage[] {
    return this.parts.topics.published;
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

  /** Lines a function logged, of all its workers. */
  logs(functionName: string): readonly string[] {
    return this.parts.poolOf(functionName).logs;
  }

  /** Invokes a function as its owner may, without asking IAM. */
  invoke(functionName: string, payload: unknown): Promise<InvocationResult> {
    return this.parts.poolOf(functionName).invoke(JSON.stringify(payload));
  }

  /** Puts a message of any kind into the queue of the functions that events start. */
  inject(body: string, copies = 1): void {
    for (let copy = 0; copy < copies; copy += 1) for (const queue of this.parts.queues.values()) queue.send(body);
  }

  deadLetters(): readonly QueuedMessage[] {
    return [...this.parts.queues.values()].flatMap((queue) => queue.deadLetters);
  }

  /** Every item of a table. */
  items(tableName: string): Promise<unknown> {
    return this.parts.database.send('Scan', { TableName: tableName, ConsistentRead: true });
  }

  /** Resolves once no event waits and no function runs. */
  async idle(): Promise<void> {
    const busy = () => [...this.parts.queues.values(), ...this.parts.pools.values()].filter(({ isIdle }) => !isIdle);
    while (busy().length > 0) await Promise.all(busy().map((one) => one.idle()));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.parts.pools.values()].map((pool) => pool.stop()));
    await this.parts.server.stop();
    this.parts.database.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
