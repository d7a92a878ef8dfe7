import * as z from 'zod/mini';
import { principalNamedBy, roleOfSession, type Principal } from '../domain/identity/principal';
import { isRunName } from '../domain/run/run-name';

/** A guardrail that holds principals until they are released. */
export interface Holder {
  /** Its name, as people write it. */
  readonly guardrail: string;
  /** Whom it can hold. */
  readonly holds: readonly Principal['kind'][];
  /** Whether what it did can be taken back by the run that did it. */
  readonly hasRuns: boolean;
  /** Present where it takes a person's word for somebody. */
  readonly accept?: unknown;
}

/** What a principal is named by: its ARN, its unique id, or the ARN of a session of a role, which has no path. */
type By = 'arn' | 'id' | 'session';

/** Whom to release, and from what. */
export type ReleaseRequest =
  | { readonly kind: 'principal'; readonly guardrail: string; readonly by: By; readonly value: string }
  /** What one run has changed. */
  | { readonly kind: 'run'; readonly runId: string; readonly guardrails: readonly string[] }
  | { readonly kind: 'all'; readonly guardrails: readonly string[] };

/** Whom a person vouches for. */
export interface AcceptRequest {
  readonly kind: 'accept';
  readonly guardrail: string;
  /** Unique id of a user. */
  readonly id: string;
  /** Name or unique id of the group that the user is accepted in. Absent: the only one that can be meant. */
  readonly group?: string;
}

const ID = /^(AIDA|AROA)[A-Z0-9]{12,}$/;
/** These are names of runs, and of folders that are none of a run's. */
const FOLDERS = ['.', '..'];

const request = z.strictObject({
  principal: z.optional(z.string()),
  run: z.optional(z.string()),
  all: z.optional(z.literal(true)),
  accept: z.optional(z.string()),
  group: z.optional(z.string()),
  guardrail: z.optional(z.string()),
});

/**
 * Reads what a person on call asks for.
 *
 * A principal without a guardrail is released from the first that holds its kind.
 *
 * @throws Error naming the field, the value given and what is allowed
 */
export function parse(event: unknown, holders: readonly Holder[]): ReleaseRequest | AcceptRequest {
  const result = request.safeParse(event);
  const { principal, run, all, accept, group, guardrail } = result.data ?? {};
  const given = [principal, run, all, accept].filter((one) => one !== undefined);
  const isLost = group !== undefined && accept === undefined;
  const named = guardrail === undefined ? holders : holders.filter((one) => one.guardrail === guardrail);
  if (!result.success || given.length !== 1 || isLost || named.length === 0) {
    throw new Error(
      `payload ${JSON.stringify(event)}: write {"principal": "<ARN or id of a user or role>"}, {"run": "<name of the run>"},` +
        ` {"all": true} or {"accept": "<id of a user>"}; "guardrail" may be ` +
        `${oneOf(holders.map((one) => `"${one.guardrail}"`))}, and "group" goes with "accept" alone`,
    );
  }
  if (principal !== undefined) return ofPrincipal(principal, named);
  if (accept !== undefined) return ofAcceptance(accept, group, named);
  if (run === undefined) return { kind: 'all', guardrails: named.map((one) => one.guardrail) };
  return ofRun(run, named);
}

function oneOf(names: readonly string[]): string {
  return names.join(', ').replace(/, ([^,]*)$/, ' or $1');
}

/** @param named those that the request may be about, the first of them before the others */
function ofPrincipal(value: string, named: readonly Holder[]): ReleaseRequest {
  const arn = principalNamedBy(value);
  const id = ID.exec(value);
  const isSession = roleOfSession(value) !== undefined;
  if (arn === undefined && id === null && !isSession) {
    throw new Error(
      `principal ${JSON.stringify(value)}: write the ARN of an IAM user or role, or its id AIDA… or AROA…, or the ARN of a role's session`,
    );
  }
  const isRole = isSession || arn?.kind === 'role' || id?.[1] === 'AROA';
  const holder = named.find(({ holds }) => holds.includes(isRole ? 'role' : 'user'));
  if (holder === undefined) {
    const words = named.map(
      ({ guardrail, holds }) => `the ${guardrail} holds ${holds.map((one) => `${one}s`).join()} only`,
    );
    throw new Error(`principal ${JSON.stringify(value)}: ${words.join(', ')}; leave "guardrail" out`);
  }
  const by = isSession ? 'session' : arn === undefined ? 'id' : 'arn';
  return { kind: 'principal', guardrail: holder.guardrail, by, value };
}

function ofRun(runId: string, named: readonly Holder[]): ReleaseRequest {
  const guardrails = named.flatMap(({ guardrail, hasRuns }) => (hasRuns ? [guardrail] : []));
  if (guardrails.length === 0) {
    const names = named.map(({ guardrail }) => `"${guardrail}"`).join(', ');
    throw new Error(`guardrail ${names}: it has no runs; leave it out`);
  }
  if (!isRunName(runId) || FOLDERS.includes(runId)) {
    throw new Error(
      `run ${JSON.stringify(runId)}: write the name of the execution, as the digest says it: up to 80 characters, no slash among them`,
    );
  }
  return { kind: 'run', runId, guardrails };
}

function ofAcceptance(id: string, group: string | undefined, named: readonly Holder[]): AcceptRequest {
  if (ID.exec(id)?.[1] !== 'AIDA') {
    throw new Error(`accept ${JSON.stringify(id)}: write the unique id of an IAM user, AIDA…`);
  }
  const holder = named.find(({ accept }) => accept !== undefined);
  if (holder === undefined) {
    const names = named.map(({ guardrail }) => `"${guardrail}"`).join(', ');
    throw new Error(`guardrail ${names}: it accepts nobody; leave it out`);
  }
  return { kind: 'accept', guardrail: holder.guardrail, id, ...(group !== undefined && { group }) };
}

/** Whether a request means what a guardrail did. */
export function isAbout(request: ReleaseRequest, guardrail: string): boolean {
  return request.kind === 'principal' ? request.guardrail === guardrail : request.guardrails.includes(guardrail);
}
