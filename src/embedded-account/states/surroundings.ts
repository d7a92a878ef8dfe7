import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { EventBus } from '../events/bus';
import type { Authorizer, Demand } from '../iam/access/authorize';
import type { AccountState } from '../iam/state';
import type { FunctionPool } from '../lambda/functions';
import { RunningTime } from '../running-time';
import type { Buckets } from '../s3/buckets';
import { AwsError } from '../wire/aws-error';
import type { Disturbances } from '../wire/disturbances';
import { checkSize, StatesError } from './errors';

/** The account's parts that state machines act on. */
export interface StatesParts {
  readonly state: AccountState;
  readonly authorizer: Authorizer;
  readonly disturbances: Disturbances;
  readonly buckets: Buckets;
  readonly pools: ReadonlyMap<string, FunctionPool>;
  readonly bus: EventBus;
  /** Whether the wait before another attempt takes time. */
  readonly keepsWaits: boolean;
}

const invocation = z.strictObject({ FunctionName: z.string(), Payload: z.unknown().optional() });

/** What a state machine can do to the account, with nothing but its own role's rights. */
export class Surroundings {
  constructor(
    readonly parts: StatesParts,
    private readonly roleId: string,
  ) {}

  /** @throws StatesError with this error where the role may not */
  require(error: string, demand: Demand): void {
    if (this.parts.authorizer.roleMay(this.roleId, demand)) return;
    const role = this.parts.state.roles.get(this.roleId)?.name ?? this.roleId;
    throw new StatesError(
      error,
      `The role ${role} is not authorized to perform: ${demand.action} on resource: ${demand.resource}`,
    );
  }

  /** Waits before another attempt. @returns the seconds that were left out */
  async wait(seconds: number): Promise<number> {
    if (!this.parts.keepsWaits) return seconds;
    await sleep(seconds * 1000);
    return 0;
  }

  /** `lambda:invoke`: every invocation finds a worker that has run nothing yet. */
  async invoke(given: unknown, timeoutSeconds: number | undefined): Promise<unknown> {
    const args = invocation.safeParse(given);
    if (args.error) throw new StatesError('States.Runtime', `lambda:invoke: ${z.prettifyError(args.error)}`);
    const { FunctionName, Payload = {} } = args.data;
    const [, name = '', qualifier] =
      /^(?:arn:[^:]+:lambda:[\w-]+:\d+:function:)?([^:]+)(:\$LATEST)?$/.exec(FunctionName) ?? [];
    const pool = this.parts.pools.get(name);
    const resource = `${pool?.definition.arn ?? FunctionName}${qualifier ?? ''}`;
    this.require('Lambda.AWSLambdaException', { action: 'lambda:InvokeFunction', resource });
    if (!pool) throw new StatesError('Lambda.ResourceNotFoundException', `Function not found: ${FunctionName}`);
    checkSize('the payload', Payload);
    this.disturb();
    const payload = JSON.stringify(Payload);
    await this.parts.disturbances.interlude(name, payload);
    const result = await within(timeoutSeconds, pool.invokeFresh(payload));
    if (result.kind === 'failed') {
      const { errorType, errorMessage, trace } = result.error;
      throw new StatesError(errorType, JSON.stringify({ errorMessage, errorType, trace }));
    }
    const answer: unknown = JSON.parse(result.payload);
    checkSize('the result', answer);
    return { ExecutedVersion: '$LATEST', Payload: answer, StatusCode: 200 };
  }

  /** @throws StatesError where the object is missing, unreadable or no list */
  readItems({ Bucket, Key, VersionId }: { Bucket: string; Key: string; VersionId?: string | undefined }): unknown[] {
    const failed = (why: string) => new StatesError('States.ItemReaderFailed', `${why}: s3://${Bucket}/${Key}`);
    const bucket = this.bucket(Bucket, failed);
    const action = VersionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
    this.require('States.ItemReaderFailed', {
      action,
      resource: `${bucket.arn}/${Key}`,
      ...(bucket.policy && { attached: { policy: bucket.policy, mustAllow: false } }),
    });
    const stored = bucket.get(Key, VersionId);
    if (!stored) throw failed('The specified key does not exist');
    const items = z.array(z.unknown()).safeParse(parsed(stored.body.toString(), failed));
    if (items.error) throw failed('The object holds no list');
    return items.data;
  }

  /** @returns the size in bytes */
  writeResult(bucketName: string, key: string, value: unknown): number {
    const failed = (why: string) => new StatesError('States.ResultWriterFailed', `${why}: s3://${bucketName}/${key}`);
    const bucket = this.bucket(bucketName, failed);
    this.require('States.ResultWriterFailed', {
      action: 's3:PutObject',
      resource: `${bucket.arn}/${key}`,
      ...(bucket.policy && { attached: { policy: bucket.policy, mustAllow: false } }),
    });
    const body = Buffer.from(JSON.stringify(value));
    bucket.put(key, { body, contentType: 'application/json' });
    return body.length;
  }

  private bucket(name: string, failed: (why: string) => StatesError) {
    try {
      return this.parts.buckets.named(name);
    } catch {
      throw failed('The specified bucket does not exist');
    }
  }

  private disturb(): void {
    try {
      this.parts.disturbances.interfere('lambda', { action: 'Invoke', params: {} });
    } catch (error) {
      if (error instanceof AwsError) throw new StatesError(`Lambda.${error.code}`, error.message);
      throw error;
    }
  }
}

function parsed(text: string, failed: (why: string) => StatesError): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw failed('The object is no JSON');
  }
}

/** The task is given up; what it started goes on, as in AWS. */
async function within<T>(seconds: number | undefined, work: Promise<T>): Promise<T> {
  if (seconds === undefined) return work;
  const runningTime = new RunningTime();
  const late = new Promise<never>((_, reject) => {
    runningTime.start((ms) => {
      if (ms >= seconds * 1000)
        reject(new StatesError('States.Timeout', `The task took longer than ${seconds} seconds`));
    });
  });
  return Promise.race([work, late]).finally(() => {
    runningTime.stop();
  });
}
