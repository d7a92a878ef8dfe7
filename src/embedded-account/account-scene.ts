import type { JobFate } from './access-advisor/jobs';
import type { PolicySeed, UserSeed } from './account-options';
import type { AccountParts } from './account-parts';
import type { Credentials } from './iam/access/caller';
import { addAccessKey } from './iam/principals/credentials';
import { addGroup, addPolicy, addRole, addUser, type PrincipalSeed, type RoleSeed } from './iam/principals/principals';
import type { Use } from './iam/reports/usage';
import { recordOf } from './logs/attempt';
import type { QueryFate } from './logs/service';
import { everyPolicy } from './resources/attached';
import { ServiceScene } from './service-scene';
import type { Counted } from './wire/disturbances';

/** A user with the credentials to act through the SDK. */
export interface AccountUser {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly credentials: Credentials;
}

/** Which calls fail, and how often. */
interface FailureOptions {
  /** @default 1 */
  readonly times?: number;
  /** @default 500 */
  readonly status?: number;
  /** @default 0 */
  readonly after?: number;
  /** @default calls with any parameters */
  readonly where?: Readonly<Record<string, unknown>>;
}

/** The methods that set the scene in an account: who is there, what they did before, and what is to go wrong. */
export abstract class AccountScene extends ServiceScene {
  protected constructor(parts: AccountParts) {
    super(parts);
  }

  /** The account's time; it stands still until advanced. */
  get clock() {
    return this.parts.state.clock;
  }

  /** Adds a user who has been there for long: the permissions bind at once. */
  addUser({ groups = [], password, ...seed }: UserSeed): AccountUser {
    const { state } = this.parts;
    const user = addUser(
      state,
      seed,
      groups.map((name) => state.groupNamed(name).id),
    );
    if (password !== undefined) user.loginProfile = { createdAt: user.createdAt, resetRequired: false, password };
    const key = addAccessKey(state, user, user.createdAt);
    return {
      id: user.id,
      name: user.name,
      arn: state.arnOf('user', user),
      credentials: { accessKeyId: key.id, secretAccessKey: key.secret },
    };
  }

  /** Adds a role; whoever is to act as it takes `assumeRole`. @returns its id and ARN */
  addRole(seed: RoleSeed): { readonly id: string; readonly arn: string } {
    const role = addRole(this.parts.state, seed);
    return { id: role.id, arn: this.parts.state.arnOf('role', role) };
  }

  /** @returns the group's id */
  addGroup(seed: PrincipalSeed): string {
    return addGroup(this.parts.state, seed).id;
  }

  /** @returns the policy's ARN */
  addPolicy({ document, ...policy }: PolicySeed): string {
    return addPolicy(this.parts.state, { ...policy, document: JSON.stringify(document) }).arn;
  }

  /** The first access key of a user. */
  credentialsOf(userName: string): Credentials {
    const [key] = this.parts.state.userNamed(userName).keys;
    if (!key) throw new Error(`${userName} has no access key`);
    return { accessKeyId: key.id, secretAccessKey: key.secret };
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

  /** How queries of logs end from now on. */
  decideQueries(fate: QueryFate): void {
    this.parts.queries.fate = fate;
  }

  /**
   * Notes that somebody tried to do something, at that time or now. The trail's log group has what a user tries now.
   *
   * Access Advisor, `RoleLastUsed`, the credential report and the dates of keys and passwords know it from there.
   */
  use({ at = this.clock.now(), ...use }: Omit<Use, 'at'> & { readonly at?: Date }): void {
    const noted = { ...use, at };
    const { state, buckets, resources, trailLogs } = this.parts;
    state.usage.add(noted);
    // What was done before now was judged by policies that nobody knows any more.
    if (trailLogs.isEmpty || at < this.clock.now()) return;
    const record = recordOf(state, noted, everyPolicy(state, buckets, resources));
    if (record) trailLogs.write(record);
  }

  /** Everything that was noted, in the order of the notes. */
  uses(): readonly Use[] {
    return this.parts.state.usage.all;
  }

  /** Milliseconds that Access Advisor takes for a report on this principal. */
  reportMsOf(arn: string): number {
    return this.parts.accessAdvisor.lastsMs(arn);
  }

  /** How Access Advisor's jobs about this principal end from now on. */
  decideReports(arn: string, fate: JobFate): void {
    this.parts.accessAdvisor.decide(arn, fate);
  }

  /**
   * Lets the next calls of an action fail, such as `failNext('sns', 'Publish', 'InternalFailure')`.
   *
   * `after` so many that are answered as ever; those alone that have these parameters.
   */
  failNext(
    service: string,
    action: string,
    code: string,
    { times = 1, status = 500, after = 0, where = {} }: FailureOptions = {},
  ): void {
    this.parts.disturbances.failNext({ service, action, code, status, times, after, where });
  }

  /**
   * Ends the worker that makes this function's n-th call from now on, after the call took effect, before its answer.
   *
   * @param counted whether every call counts, or those alone that can leave something behind
   */
  crashAfter(functionName: string, calls: number, counted: Counted = 'calls'): void {
    this.parts.disturbances.crashAfter(functionName, calls, counted);
  }

  /**
   * Acts before each invocation of this function by a state machine, while the execution is under way.
   *
   * @param act given what the function is about to be invoked with, as JSON
   */
  beforeInvocation(functionName: string, act: (payload: string) => Promise<void>): void {
    this.parts.disturbances.beforeInvocation(functionName, act);
  }
}
