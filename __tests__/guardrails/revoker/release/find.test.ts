import type { Incident } from '../../../../src/domain/ledger/incident';
import type { User } from '../../../../src/domain/identity/principal';
import { find, type Traces } from '../../../../src/guardrails/revoker/release/find';
import type { ReleaseRequest } from '../../../../src/release/parse';
import { ACCOUNT, aUser, BOUNDARY_ARN, DENY_ARN } from '../../../support/revoker';

const POLICIES = { denyPolicyArn: DENY_ARN, boundaryPolicyArn: BOUNDARY_ARN };
const rogue = aUser();
/** Somebody who has the name and ARN of the rogue by now. */
const heir = aUser({ id: 'AIDAHEIR0000000000001' });
/** The rogue by another name. */
const renamed = aUser({ name: 'innocent', arn: `arn:aws:iam::${ACCOUNT}:user/innocent` });

const anIncident = (overrides: Partial<Incident> = {}): Incident => ({
  ...{ accountId: ACCOUNT, principalId: rogue.id, principalArn: rogue.arn, number: 1, openedAt: new Date(0) },
  changes: [],
  ...overrides,
});

interface World {
  readonly users?: readonly User[];
  readonly incidents?: readonly Incident[];
  /** Names of the users that carry one of the guard's policies. */
  readonly carriers?: readonly string[];
}

function someTraces({ users = [], incidents = [], carriers = [] }: World): Traces {
  const open = incidents.filter(({ closedAt }) => closedAt === undefined);
  return {
    reader: {
      user: (name: string) => Promise.resolve(users.find((one) => one.name === name)),
      userNameOfId: (id: string) => Promise.resolve(users.find((one) => one.id === id)?.name),
    } as Traces['reader'],
    releaser: {
      usersWithPolicy: (arn: string) => Promise.resolve(arn === DENY_ARN ? carriers : []),
    } as Traces['releaser'],
    incidents: {
      latest: (_: string, id: string) => Promise.resolve(incidents.findLast(({ principalId }) => principalId === id)),
      allOpen: () => Promise.resolve(open),
    } as unknown as Traces['incidents'],
  };
}

const found = (request: ReleaseRequest, world: World) =>
  find(request as Parameters<typeof find>[0], ACCOUNT, POLICIES, someTraces(world));
const byArn = (value = rogue.arn): ReleaseRequest => ({ kind: 'principal', guardrail: 'revoker', by: 'arn', value });
const byId = (value = rogue.id): ReleaseRequest => ({ kind: 'principal', guardrail: 'revoker', by: 'id', value });

describe('finding one user to release from the revoker', () => {
  const incident = anIncident();

  it.each([
    ['by the ARN', byArn()],
    ['by the id', byId()],
  ])('finds it with its open incident %s', async (_, request) => {
    await expect(found(request, { users: [rogue], incidents: [incident] })).resolves.toEqual([
      { user: rogue, incident },
    ]);
  });

  it('refuses an ARN that two ids share, and names both, so that no release line of one frees the other', async () => {
    await expect(found(byArn(), { users: [heir], incidents: [incident] })).rejects.toThrow(
      `principal ${rogue.arn}: ${rogue.id} was denied under this ARN, and ${heir.id} has it now; write the id of the one you mean`,
    );
    const both = { users: [heir, renamed], incidents: [incident, anIncident({ principalId: heir.id })] };
    await expect(found(byArn(), both)).rejects.toThrow('write the id of the one you mean');
  });

  it('refuses an ARN under which two ids were denied, though nobody has it now', async () => {
    const incidents = [anIncident(), anIncident({ principalId: heir.id })];
    await expect(found(byArn(), { users: [renamed], incidents })).rejects.toThrow(
      `${rogue.id} and ${heir.id} were denied under this ARN; write the id of the one you mean`,
    );
    await expect(
      found(byArn(), { users: [renamed], incidents: [anIncident(), anIncident({ number: 2 })] }),
    ).resolves.toMatchObject([{ user: renamed }]);
  });

  it('takes the id for an answer where two ids share the ARN', async () => {
    const world = { users: [heir, renamed], incidents: [incident] };
    await expect(found(byId(), world)).resolves.toEqual([{ user: renamed, incident }]);
    await expect(found(byId(heir.id), world)).resolves.toEqual([{ user: heir, incident: undefined }]);
  });

  it('lets nobody share an ARN who was released long ago, or was denied under another one', async () => {
    const released = anIncident({ closedAt: new Date(1) });
    await expect(found(byArn(), { users: [heir], incidents: [released] })).resolves.toMatchObject([{ user: heir }]);
    const elsewhere = anIncident({ principalArn: renamed.arn });
    await expect(found(byArn(), { users: [heir], incidents: [elsewhere] })).resolves.toMatchObject([{ user: heir }]);
  });

  it('finds by its old ARN a user who was renamed, and names it as IAM does', async () => {
    await expect(found(byArn(), { users: [renamed], incidents: [incident] })).resolves.toEqual([
      { user: renamed, incident },
    ]);
  });

  it.each([
    ['by the ARN', byArn()],
    ['by the id', byId()],
  ])('finds the incident alone of a user who was deleted %s', async (_, request) => {
    await expect(found(request, { incidents: [incident] })).resolves.toEqual([{ user: undefined, incident }]);
  });

  it('takes nobody with the same name on another path for the one that was meant', async () => {
    const elsewhere = { ...heir, arn: `arn:aws:iam::${ACCOUNT}:user/eu/rogue` };
    await expect(found(byArn(), { users: [elsewhere] })).rejects.toThrow('there is no such user');
    await expect(found(byArn(), { users: [elsewhere], incidents: [incident] })).resolves.toEqual([
      { user: undefined, incident },
    ]);
  });

  it('closes no incident twice', async () => {
    const closed = anIncident({ closedAt: new Date(1) });
    await expect(found(byId(), { users: [rogue], incidents: [closed] })).resolves.toEqual([
      { user: rogue, incident: undefined },
    ]);
  });
});

describe('finding every user to release from the revoker', () => {
  it('names each once: who carries a policy, and whose incident is open', async () => {
    const gone = anIncident({ principalId: 'AIDAGONE0000000000001' });
    const world = { users: [heir, renamed], carriers: ['rogue', 'nobody'], incidents: [anIncident(), gone] };
    await expect(found({ kind: 'all', guardrails: ['revoker'] }, world)).resolves.toEqual([
      { user: heir, incident: undefined },
      { user: renamed, incident: anIncident() },
      { user: undefined, incident: gone },
    ]);
  });
});
