import type { IamReader } from '../../../aws/iam/reader';
import { userOfId } from '../gather/user-of-id';
import type { IamReleaser } from '../../../aws/iam/releaser';
import type { IncidentLedger } from '../../../aws/ledger/incidents';
import type { Incident } from '../../../domain/ledger/incident';
import { principalNamedBy, type User } from '../../../domain/identity/principal';
import type { ReleaseRequest } from '../../../release/parse';
import { refuseShared } from '../../../domain/identity/shared-name';

/** Somebody to release; a user who was deleted since leaves only the incident to close. */
export interface Target {
  readonly user?: User;
  readonly incident?: Incident;
}

/** Where the guard's traces are. */
export interface Traces {
  readonly reader: IamReader;
  readonly releaser: IamReleaser;
  readonly incidents: IncidentLedger;
}

/** Managed policies of the guard: whoever carries one is to be released, whatever the ledger says. */
export interface Policies {
  readonly denyPolicyArn: string;
  readonly boundaryPolicyArn: string;
}

/**
 * Finds whom a request means.
 *
 * @throws Error when the request names a user that is not there and has no open incident, or an ARN of more than one
 */
export async function find(
  request: Extract<ReleaseRequest, { kind: 'principal' | 'all' }>,
  accountId: string,
  policies: Policies,
  traces: Traces,
): Promise<readonly Target[]> {
  return request.kind === 'all' ? findAll(accountId, policies, traces) : [await findOne(request, accountId, traces)];
}

async function findOne(
  { by, value }: Extract<ReleaseRequest, { kind: 'principal' }>,
  accountId: string,
  { reader, incidents }: Traces,
): Promise<Target> {
  const name = by === 'arn' ? principalNamedBy(value)?.name : await reader.userNameOfId(value);
  const found = name === undefined ? undefined : await reader.user(name);
  const user = by === 'arn' && found?.arn !== value ? undefined : found;
  const open = by === 'arn' || !user ? await incidents.allOpen(accountId) : [];
  const denied = by === 'arn' ? open.filter(({ principalArn }) => principalArn === value) : [];
  const were = denied.map(({ principalId }) => principalId);
  refuseShared(value, { were, now: user?.id, words: 'denied under this ARN' });
  const incident = user
    ? stillOpen(await incidents.latest(user.accountId, user.id))
    : open.find((it) => [it.principalArn, it.principalId].includes(value));
  if (user || incident) return { user: user ?? (incident && (await userOfId(incident.principalId, reader))), incident };
  throw new Error(`principal ${value}: there is no such user, and nothing of the guardrails is open for it`);
}

function stillOpen(incident: Incident | undefined): Incident | undefined {
  return incident?.closedAt === undefined ? incident : undefined;
}

async function findAll(
  accountId: string,
  policies: Policies,
  { reader, releaser, incidents }: Traces,
): Promise<readonly Target[]> {
  const carriers = await Promise.all(
    [policies.denyPolicyArn, policies.boundaryPolicyArn].map((arn) => releaser.usersWithPolicy(arn)),
  );
  const users = await Promise.all([...new Set(carriers.flat())].map((name) => reader.user(name)));
  const open = await incidents.allOpen(accountId);
  const known = users.flatMap((user) =>
    user ? { user, incident: open.find(({ principalId }) => principalId === user.id) } : [],
  );
  const rest = open.filter(({ principalId }) => !known.some(({ user }) => user.id === principalId));
  return [
    ...known,
    ...(await Promise.all(
      rest.map(async (incident) => ({ incident, user: await userOfId(incident.principalId, reader) })),
    )),
  ];
}
