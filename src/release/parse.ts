import * as z from 'zod/mini';
import { principalNamedBy, roleOfSession } from '../domain/identity/principal';
import { isRunName } from '../domain/run/run-name';
import { GUARDRAILS, type Guardrail } from '../domain/guardrail';

/** What a principal is named by: its ARN, its unique id, or the ARN of a session of a role, which has no path. */
type By = 'arn' | 'id' | 'session';

/** Whom to release, and from what. */
export type ReleaseRequest =
  | { readonly kind: 'principal'; readonly guardrail: Guardrail; readonly by: By; readonly value: string }
  /** What one run of an audit has changed. */
  | { readonly kind: 'run'; readonly runId: string }
  | { readonly kind: 'all'; readonly guardrails: readonly Guardrail[] };

const ID = /^(AIDA|AROA)[A-Z0-9]{12,}$/;
/** These are names of runs, and of folders that are none of a run's. */
const FOLDERS = ['.', '..'];

const request = z.strictObject({
  principal: z.optional(z.string()),
  run: z.optional(z.string()),
  all: z.optional(z.literal(true)),
  guardrail: z.optional(z.enum(GUARDRAILS)),
});

/**
 * Reads what a person on call asks for.
 *
 * A user without a guardrail is released from the revoker, a role from the boundaries: nothing else holds roles.
 *
 * @throws Error naming the field, the value given and what is allowed
 */
export function parse(event: unknown): ReleaseRequest {
  const result = request.safeParse(event);
  const { principal, run, all, guardrail } = result.data ?? {};
  const given = [principal, run, all].filter((one) => one !== undefined);
  if (!result.success || given.length !== 1) {
    throw new Error(
      `payload ${JSON.stringify(event)}: write {"principal": "<ARN or id of a user or role>"}, {"run": "<name of the run>"}` +
        ` or {"all": true}; "guardrail" may be ${GUARDRAILS.map((one) => `"${one}"`).join(' or ')}`,
    );
  }
  if (principal !== undefined) return ofPrincipal(principal, guardrail);
  if (run === undefined) return { kind: 'all', guardrails: guardrail === undefined ? GUARDRAILS : [guardrail] };
  if (guardrail === 'revoker') throw new Error('guardrail "revoker": it has no runs; leave it out');
  if (!isRunName(run) || FOLDERS.includes(run)) {
    throw new Error(
      `run ${JSON.stringify(run)}: write the name of the execution, as the digest says it: up to 80 characters, no slash among them`,
    );
  }
  return { kind: 'run', runId: run };
}

function ofPrincipal(value: string, guardrail: Guardrail | undefined): ReleaseRequest {
  const named = principalNamedBy(value);
  const id = ID.exec(value);
  const isSession = roleOfSession(value) !== undefined;
  if (named === undefined && id === null && !isSession) {
    throw new Error(
      `principal ${JSON.stringify(value)}: write the ARN of an IAM user or role, or its id AIDA… or AROA…, or the ARN of a role's session`,
    );
  }
  const isRole = isSession || named?.kind === 'role' || id?.[1] === 'AROA';
  if (isRole && guardrail === 'revoker') {
    throw new Error(`principal ${JSON.stringify(value)}: the revoker holds users only; leave "guardrail" out`);
  }
  const from = guardrail ?? (isRole ? 'permissions-boundary' : 'revoker');
  return { kind: 'principal', guardrail: from, by: isSession ? 'session' : named === undefined ? 'id' : 'arn', value };
}

/** Whether a request means what a guardrail did. Only boundaries have runs. */
export function isAbout(request: ReleaseRequest, guardrail: Guardrail): boolean {
  if (request.kind === 'all') return request.guardrails.includes(guardrail);
  return (request.kind === 'run' ? 'permissions-boundary' : request.guardrail) === guardrail;
}
