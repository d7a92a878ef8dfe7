import { Authorizer } from './access/authorize';
import { Sessions, type Caller, type Credentials } from './access/caller';
import { iamDemands } from './access/demands';
import { OPERATIONS } from './iam';
import { eventOf, type CloudTrailEvent } from '../events/cloudtrail';
import { AwsError } from '../wire/aws-error';
import { Params, type QueryValue } from '../wire/query-protocol';
import type { AccountState } from './state';

/** A caller of IAM without any wire: thousands of orders of calls are played in the time of one account that listens. */
export class DirectIam {
  public readonly sessions: Sessions;
  private readonly authorizer: Authorizer;
  /** Root's, asked for once. */
  private root?: Credentials;
  private count = 0;

  /** @param onEvent told of every call, refused ones too, as CloudTrail records it */
  public constructor(
    private readonly state: AccountState,
    propagationMs: number,
    private readonly onEvent: (event: CloudTrailEvent) => void,
  ) {
    this.sessions = new Sessions(state);
    this.authorizer = new Authorizer(state, propagationMs);
  }

  /**
   * Calls as somebody who has to be allowed to, and is recorded.
   *
   * @throws AwsError in AWS's words
   */
  public call({ accessKeyId, sessionToken }: Credentials, action: string, input: object): object | undefined {
    const caller = this.sessions.callerOf(accessKeyId, sessionToken, 'iam');
    const params = paramsOf(input);
    const trailed = {
      action,
      caller,
      params: params.values,
      userAgent: 'direct',
      requestId: `request-${++this.count}`,
    };
    try {
      for (const demand of iamDemands(action, params, caller, this.state)) this.authorizer.require(caller, demand);
      const result = this.perform(caller, action, params);
      this.onEvent(eventOf(this.state, { ...trailed, result }));
      return result;
    } catch (error) {
      if (error instanceof AwsError) this.onEvent(eventOf(this.state, { ...trailed, error }));
      throw error;
    }
  }

  /** Calls as root does, unrecorded. */
  public asRoot(action: string, input: object): object | undefined {
    const { accessKeyId, sessionToken } = (this.root ??= this.sessions.issue({ type: 'Root' }));
    return this.perform(this.sessions.callerOf(accessKeyId, sessionToken, 'iam'), action, paramsOf(input));
  }

  /** Whether somebody may do something now. */
  public may({ accessKeyId, sessionToken }: Credentials, action: string, resource: string): boolean {
    try {
      this.authorizer.require(this.sessions.callerOf(accessKeyId, sessionToken, 'iam'), { action, resource });
      return true;
    } catch (error) {
      if (error instanceof AwsError) return false;
      throw error;
    }
  }

  private perform(caller: Caller, action: string, params: Params): object | undefined {
    const operation = OPERATIONS[action];
    if (operation === undefined) throw new AwsError('NotEmulated', `iam:${action} without a wire`);
    return operation({ params, caller, state: this.state, readLagMs: 0 });
  }
}

function paramsOf(input: object): Params {
  const values = Object.entries(input).flatMap(([name, value]: [string, unknown]) =>
    value === undefined ? [] : [[name, valueOf(value)] as const],
  );
  return new Params(Object.fromEntries(values));
}

function valueOf(value: unknown): QueryValue {
  if (Array.isArray(value)) return value.map(valueOf);
  if (typeof value === 'object' && value !== null) return paramsOf(value).values;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
