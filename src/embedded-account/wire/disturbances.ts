import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { AwsError } from './aws-error';
import { changesSomething } from './changes';
import type { ServiceCall } from './service';
import type { LambdaOrigin } from '../iam/access/caller';

/** Turns of the event loop in which a waiting connection is accepted and its request read to the end. */
const TURNS_TO_READ = 4;

/** What goes wrong or slowly on purpose. */
export interface DisturbanceOptions {
  /**
   * Milliseconds every call takes at least.
   * @default 0
   */
  readonly latencyMs?: number;
  /**
   * Calls per second of each IAM action before the account answers `Throttling`.
   * @default no call is throttled
   */
  readonly iamCallsPerSecond?: number;
}

/** Which calls a crash waits for: all, or those alone that can leave something behind. */
export type Counted = 'calls' | 'changes';

const isAbout = (where: Failure['where'], params: ServiceCall['params']) =>
  Object.entries(where).every(([name, value]) => params[name] === value);

interface Failure {
  readonly service: string;
  readonly action: string;
  readonly code: string;
  readonly status: number;
  times: number;
  /** So many calls are answered before the first that fails. */
  after: number;
  /** Parameters of the calls that are meant. */
  readonly where: Readonly<Record<string, unknown>>;
}

/** Latency, throttling, failures and crashes, as the test or the scenario asks for them. */
export class Disturbances {
  private readonly failures: Failure[] = [];
  private readonly buckets = new Map<string, { tokens: number; at: number }>();
  private readonly crashes = new Map<string, { readonly left: number; readonly counted: Counted }>();
  private readonly crashed = new Set<string>();
  /** The last call of each worker that is to end: the next begins when it is over. */
  private readonly turns = new Map<string, Promise<void>>();
  private readonly interludes = new Map<string, (payload: string) => Promise<void>>();

  constructor(private readonly options: DisturbanceOptions) {}

  failNext(failure: Failure): void {
    this.failures.push({ ...failure });
  }

  /** The worker that makes this function's n-th call, or change, from now on ends before it sees the answer. */
  crashAfter(functionName: string, calls: number, counted: Counted): void {
    this.crashes.set(functionName, { left: calls, counted });
  }

  beforeInvocation(functionName: string, act: (payload: string) => Promise<void>): void {
    this.interludes.set(functionName, act);
  }

  /** Does what is to be done before a state machine invokes this function. */
  async interlude(functionName: string, payload: string): Promise<void> {
    await this.interludes.get(functionName)?.(payload);
  }

  async delay(): Promise<void> {
    const { latencyMs = 0 } = this.options;
    if (latencyMs === 0) return;
    await sleep(latencyMs);
    // After a stall the timers run first: what came in meanwhile has to arrive before this call is answered.
    for (let turn = 0; turn < TURNS_TO_READ; turn += 1) await nextTurn();
  }

  /** @throws AwsError where this call is to fail */
  interfere(service: string, { action, params }: Pick<ServiceCall, 'action' | 'params'>): void {
    const failure = this.failures.find(
      (one) => one.service === service && one.action === action && one.times > 0 && isAbout(one.where, params),
    );
    if (failure && failure.after > 0) failure.after -= 1;
    else if (failure) {
      failure.times -= 1;
      throw new AwsError(failure.code, `${action} fails on purpose`, failure.status);
    }
    const { iamCallsPerSecond: rate } = this.options;
    if (service === 'iam' && rate !== undefined && !this.takeToken(action, rate)) {
      throw new AwsError('Throttling', 'Rate exceeded', 400);
    }
  }

  /**
   * Until its function has crashed, the calls of a worker take effect one after another: none may be under way when the
   * one comes that it is not to outlive. @returns what ends the turn of this call
   */
  async turnOf({ functionName, workerId }: LambdaOrigin): Promise<() => void> {
    if (!this.crashes.has(functionName) && !this.turns.has(workerId)) return () => undefined;
    const before = this.turns.get(workerId);
    let end = (): void => undefined;
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.turns.set(workerId, over);
    await before;
    return end;
  }

  hasCrashed = ({ workerId }: LambdaOrigin) => this.crashed.has(workerId);

  /** Counts a call that was carried out. @returns true where its caller ends now */
  endsNow({ functionName, workerId }: LambdaOrigin, action: string): boolean {
    const crash = this.crashes.get(functionName);
    if (crash === undefined || (crash.counted === 'changes' && !changesSomething(action))) return false;
    const { left, counted } = crash;
    if (left > 1) {
      this.crashes.set(functionName, { left: left - 1, counted });
      return false;
    }
    this.crashes.delete(functionName);
    this.crashed.add(workerId);
    return true;
  }

  private takeToken(action: string, rate: number): boolean {
    const now = performance.now();
    const bucket = this.buckets.get(action) ?? { tokens: rate, at: now };
    const tokens = Math.min(rate, bucket.tokens + ((now - bucket.at) / 1000) * rate);
    const enough = tokens >= 1;
    this.buckets.set(action, { tokens: enough ? tokens - 1 : tokens, at: now });
    return enough;
  }
}
