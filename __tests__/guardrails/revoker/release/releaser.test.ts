import type { Incident } from '../../../../src/domain/ledger/incident';
import { revokerReleaser, type RevokerReleasePorts } from '../../../../src/guardrails/revoker/release/releaser';
import { ACCOUNT, aUser, BOUNDARY_ARN, DENY_ARN } from '../../../support/revoker';

const rogue = aUser();
const incident: Incident = {
  ...{
    accountId: ACCOUNT,
    principalId: rogue.id,
    principalArn: rogue.arn,
    number: 2,
    openedAt: new Date(0),
    changes: [],
  },
};

/** Ports of an account with one user, who carries no deny any more. */
function somePorts(latest: Incident | undefined, did: string[] = []): RevokerReleasePorts {
  return {
    tagger: {
      untag: ({ name }, keys) => {
        did.push(`untag ${name}: ${keys.join()}`);
        return Promise.resolve(true);
      },
    },
    accountId: ACCOUNT,
    reader: {
      user: () => Promise.resolve(rogue),
      userNameOfId: () => Promise.resolve(rogue.name),
      attachedPolicies: () => Promise.resolve([]),
      inlinePolicy: () => Promise.resolve(undefined),
    } as unknown as RevokerReleasePorts['reader'],
    releaser: { usersWithPolicy: () => Promise.resolve([]) } as unknown as RevokerReleasePorts['releaser'],
    incidents: () =>
      ({
        latest: () => Promise.resolve(latest),
        allOpen: () => Promise.resolve(latest === undefined ? [] : [latest]),
        close: () => {
          did.push('close');
          return Promise.resolve();
        },
      }) as unknown as ReturnType<RevokerReleasePorts['incidents']>,
    ...{ adminGroups: [], place: { region: 'us-east-1', releaseFunction: 'release' }, runbook: 'docs/runbook.md' },
    adminRosters: () => ({ of: () => Promise.resolve(undefined), save: () => Promise.resolve() }),
    acceptances: () => ({ add: () => Promise.resolve(), all: () => Promise.resolve([]) }),
    denyPolicies: { denyPolicyArn: DENY_ARN, boundaryPolicyArn: BOUNDARY_ARN },
    now: () => new Date(0),
  };
}

describe('a release from the revoker', () => {
  it('takes the tag of the incident off, once that is closed', async () => {
    const did: string[] = [];
    const request = { kind: 'principal', guardrail: 'revoker', by: 'id', value: rogue.id } as const;
    const found = await revokerReleaser(somePorts(incident, did)).jobs(request, () => []);
    if (found.kind === 'jobs') await found.jobs[0]?.release();
    expect(did).toEqual(['close', 'untag rogue: iam-guardrails:incident']);
  });

  it.each([
    ['names the thread of the incident that it ends', incident, `revoker/${ACCOUNT}/${rogue.id}/incident-000002`],
    ['names none where there is no incident', undefined, undefined],
  ])('%s', async (_, latest, thread) => {
    const request = { kind: 'principal', guardrail: 'revoker', by: 'id', value: rogue.id } as const;
    const found = await revokerReleaser(somePorts(latest)).jobs(request, () => []);
    const [job] = found.kind === 'jobs' ? found.jobs : [];
    expect((await job?.release())?.thread).toBe(thread);
  });
});
