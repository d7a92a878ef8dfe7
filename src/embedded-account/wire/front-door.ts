import { ZodError } from 'zod';
import type { Authorizer } from '../iam/access/authorize';
import { AwsError } from './aws-error';
import type { Caller, LambdaOrigin, Sessions } from '../iam/access/caller';
import type { RecordedCall } from '../calls';
import type { TrailedCall, TrailedService } from '../events/cloudtrail';
import type { Disturbances } from './disturbances';
import type { Identifiers } from '../identifiers';
import type { HttpAnswer, HttpRequest, Performed, Service, ServiceCall } from './service';

const SCOPE = /Credential=([^/]+)\/\d{8}\/[\w-]+\/([\w-]+)\/aws4_request/;

/** What the front door needs from the rest of the account. */
export interface FrontDoorParts {
  readonly services: ReadonlyMap<string, Service>;
  readonly sessions: Sessions;
  readonly authorizer: Authorizer;
  readonly disturbances: Disturbances;
  readonly identifiers: Identifiers;
  readonly onTrailedCall: (call: TrailedCall) => void;
  readonly onCrash: (origin: LambdaOrigin) => void;
}

/** What is known of a call so far: not every call can be read, and not every caller is known. */
interface Seen {
  call?: ServiceCall;
  caller?: Caller;
  invocationId?: string | undefined;
  /** Lets the next call of a worker that is to end take effect. */
  endTurn?: () => void;
}

type Attempted = Performed & {
  /** By which the answer and CloudTrail name the call. */
  readonly requestId: string;
  readonly error?: AwsError;
};

/** Every call of every caller: who calls which service, may they, what comes of it; all of it recorded. */
export class FrontDoor {
  readonly calls: RecordedCall[] = [];
  private count = 0;

  constructor(private readonly parts: FrontDoorParts) {}

  /** @returns undefined where the caller is no longer there to be answered */
  async handle(request: HttpRequest): Promise<HttpAnswer | undefined> {
    const startedAt = performance.now();
    const arrival = this.next();
    const [, accessKeyId = '', name = ''] = SCOPE.exec(request.headers['authorization'] ?? '') ?? [];
    const service = this.parts.services.get(name);
    if (!service) return { status: 501, headers: {}, body: `the embedded account has no service called "${name}"` };

    const seen: Seen = {};
    try {
      const outcome = await this.attempt(service, name, accessKeyId, request, seen);
      return outcome === 'gone' ? undefined : this.answered(name, request, seen, outcome, { startedAt, arrival });
    } finally {
      seen.endTurn?.();
    }
  }

  private answered(
    name: string,
    request: HttpRequest,
    seen: Seen,
    outcome: Attempted,
    began: Pick<RecordedCall, 'startedAt' | 'arrival'>,
  ): HttpAnswer | undefined {
    const origin = originOf(seen.caller);
    this.trail(name, request, seen, outcome);
    this.calls.push({
      service: name,
      action: seen.call?.action ?? 'unknown',
      callerArn: seen.caller?.arn ?? 'unknown',
      ...(origin && { functionName: origin.functionName }),
      ...(seen.invocationId !== undefined && { invocationId: seen.invocationId }),
      ...began,
      endedAt: performance.now(),
      answer: this.next(),
      status: outcome.answer.status,
      ...(outcome.errorCode !== undefined && { errorCode: outcome.errorCode }),
      params: seen.call?.params,
    });
    if (origin && this.parts.disturbances.endsNow(origin, seen.call?.action ?? 'unknown')) {
      this.parts.onCrash(origin);
      return undefined;
    }
    const { answer, requestId } = outcome;
    return { ...answer, headers: { 'x-amzn-requestid': requestId, ...answer.headers } };
  }

  private next(): number {
    this.count += 1;
    return this.count;
  }

  private async attempt(
    service: Service,
    name: string,
    accessKeyId: string,
    request: HttpRequest,
    seen: Seen,
  ): Promise<'gone' | Attempted> {
    const { sessions, authorizer, disturbances, identifiers } = this.parts;
    let requestId: string | undefined;
    try {
      const call = (seen.call = service.read(request));
      const caller = (seen.caller = sessions.callerOf(accessKeyId, request.headers['x-amz-security-token'], name));
      const origin = originOf(caller);
      seen.invocationId = origin?.currentInvocation();
      requestId = identifiers.uuid('request', `${caller.arn} ${name}:${call.action} ${JSON.stringify(call.params)}`);
      await disturbances.delay();
      if (origin) seen.endTurn = await disturbances.turnOf(origin);
      if (origin && disturbances.hasCrashed(origin)) return 'gone';
      disturbances.interfere(name, call);
      for (const demand of call.demands(caller)) authorizer.require(caller, demand);
      return { requestId, ...(await call.perform(caller, requestId)) };
    } catch (error) {
      const answered = answerable(error);
      requestId ??= identifiers.uuid('request', `${accessKeyId} ${name} ${request.body.toString()}`);
      return { requestId, answer: service.refuse(answered, requestId), error: answered, errorCode: answered.code };
    }
  }

  private trail(name: string, { headers }: HttpRequest, { call, caller }: Seen, outcome: Attempted): void {
    if (!call || !caller || !isTrailed(name, call.action)) return;
    const { action, params } = call;
    const { requestId, result, error } = outcome;
    const userAgent = headers['user-agent'] ?? 'unknown';
    const known = { service: name, action, caller, params, userAgent, requestId };
    this.parts.onTrailedCall({ ...known, ...(result && { result }), ...(error && { error }) });
  }
}

/** Calls of other services than IAM that CloudTrail records as management events; reads of them nobody here asks for. */
const TRAILED: Readonly<Record<Exclude<TrailedService, 'iam'>, readonly string[]>> = {
  cloudtrail: ['DeleteTrail', 'PutEventSelectors', 'StartLogging', 'StopLogging'],
  events: ['DeleteRule', 'DisableRule', 'EnableRule', 'PutRule', 'RemoveTargets', 'UpdateEventBus'],
  monitoring: ['DeleteAlarms', 'DisableAlarmActions', 'EnableAlarmActions'],
  // Sending is a data event, which the event history never shows.
  sqs: ['PurgeQueue'],
  sts: ['AssumeRole'],
};

function isTrailed(name: string, action: string): name is TrailedService {
  return (
    name === 'iam' || new Map<string, readonly string[]>(Object.entries(TRAILED)).get(name)?.includes(action) === true
  );
}

const originOf = (caller: Caller | undefined) =>
  caller?.identity.type === 'AssumedRole' ? caller.identity.lambda : undefined;

/** An input the account cannot read and a policy it does not understand are told to the caller, never guessed. */
function answerable(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof ZodError || error instanceof SyntaxError)
    return new AwsError('ValidationError', error.message, 400);
  return new AwsError('NotEmulated', error instanceof Error ? error.message : String(error), 400);
}
