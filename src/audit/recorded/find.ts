import type { PrincipalNamed } from '../../aws/iam/principal-named';
import { principalNamedBy, roleOfSession, type Principal } from '../../domain/identity/principal';
import { refuseShared } from '../../domain/identity/shared-name';
import type { ReleaseRequest } from '../../release/parse';

/** Somebody with something open in the ledger. */
interface Remembered extends Principal {
  /** Whether the guardrail itself has taken the principal away: whoever has its ARN is somebody else. Absent: no. */
  readonly isGone?: true;
}

/** Where a guardrail's traces are. */
export interface Traces {
  /** The principal of an id that the guardrail has changed. */
  readonly ofId: (id: string) => Promise<Principal | undefined>;
  /** Principals with something open in the ledger; one may come more than once, perhaps by two names. */
  readonly remembered: () => Promise<readonly Remembered[]>;
  readonly named: PrincipalNamed;
  /** What was done to them, to people, in a participle: `tagged`. */
  readonly done: string;
}

/** Everybody with something open in the ledger. */
export async function everybodyIn({ remembered }: Pick<Traces, 'remembered'>): Promise<readonly Principal[]> {
  const all = (await remembered()).map(({ kind, accountId, id, arn, name }) => ({ kind, accountId, id, arn, name }));
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

/**
 * Finds the principal that a request means among those a guardrail has changed.
 *
 * @throws Error when it is not there and nothing is open for it, or an ARN is that of more than one
 */
export async function findOne(
  { by, value }: Extract<ReleaseRequest, { kind: 'principal' }>,
  accountId: string,
  traces: Traces,
): Promise<Principal> {
  const found = by === 'id' ? await traces.ofId(value) : await ofArn({ by, value }, accountId, traces);
  if (found !== undefined) return found;
  throw new Error(`principal ${value}: it is not there, and nothing of the guardrails is open for it`);
}

/** @throws Error where more than one id has had the ARN: its present holder may not be the one that is meant */
async function ofArn(
  { by, value }: { readonly by: 'arn' | 'session'; readonly value: string },
  accountId: string,
  traces: Traces,
): Promise<Principal | undefined> {
  const said = by === 'session' ? roleOfSession(value) : principalNamedBy(value);
  const isHere = said?.accountId === accountId;
  const [named, known] = await Promise.all([
    isHere ? traces.named(said.kind, said.name) : undefined,
    traces.remembered(),
  ]);
  // Names are unique whatever the path, so another principal may have this one now. An ARN without a path means the name.
  const hasPath = by === 'arn' && value.split('/').length > 2;
  const now = hasPath && named?.arn !== value ? undefined : named;
  const meansName = by === 'session' || (now !== undefined && now.arn !== value);
  const isMeant = (one: Remembered) => {
    if (one.isGone === true && now !== undefined) return false;
    return meansName ? isHere && one.kind === said.kind && one.name === said.name : one.arn === value;
  };
  const meant = known.filter(isMeant);
  const words = `${traces.done} under this ${meansName ? 'name' : 'ARN'}`;
  refuseShared(value, { were: meant.map(({ id }) => id), now: now?.id, words });
  return now ?? meant[0];
}
