import { AddRoleToInstanceProfileCommand, CreateInstanceProfileCommand, TagUserCommand } from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { aRole, daysAgo, READY } from '../../support/audit';
import {
  CLEANUP_MACHINE,
  cleaning,
  cleanUp,
  cleanupRowsOf,
  runCleanup,
  useKey,
  refusedIn,
} from '../../support/cleanup';
import { authorizationDetails, DAY_MS } from '../../support/enforcement';
import { inAccount, RELEASE } from '../../support/deployed';

const GUARDRAIL = 'credential-cleanup';
const settings = cleaning({
  keys: { report: 0 },
  users: { disable: 90 },
  roles: { disable: 90, regions: ['us-east-1', 'eu-central-1'] },
});
const trusting = (Service: string) => ({
  Version: '2012-10-17' as const,
  Statement: [{ Effect: 'Allow' as const, Principal: { Service }, Action: 'sts:AssumeRole' }],
});
/** Names of those who have a policy of the guardrail. */
const deniedIn = (account: EmbeddedAccount) => {
  const { users, roles } = account.snapshot();
  return [...users, ...roles]
    .filter(({ attached }) => attached.some((arn) => arn.includes(`/iam-guardrails-${GUARDRAIL}-`)))
    .map(({ arn }) => arn.slice(arn.lastIndexOf('/') + 1))
    .sort();
};
const reasonsIn = (account: EmbeddedAccount, runId: string) =>
  Object.fromEntries([...cleanupRowsOf(account, runId)].map(([name, { decision }]) => [name, decision.reason]));

/** A role that nobody has used for 200 days, which trusts a service. */
const forgotten = (account: EmbeddedAccount, name: string, service?: string) =>
  account.addRole({
    ...{ name, createdAt: daysAgo(account, 200) },
    ...(service !== undefined && { trust: trusting(service) }),
  });

/** Puts a role into an instance profile of its name. @returns its ARN */
async function profileOf(account: EmbeddedAccount, RoleName: string): Promise<string> {
  const [iam, InstanceProfileName] = [iamOf(account, account.root), RoleName];
  const { InstanceProfile } = await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
  if (InstanceProfile?.Arn === undefined) throw new Error('IAM made no instance profile');
  return InstanceProfile.Arn;
}

describe('a run that denies everything to users and roles that nobody uses', () => {
  it('changes nobody who has the tag of an incident, whatever the ledger says', () =>
    inAccount(
      async (account) => {
        for (const name of ['ada', 'bob']) account.addUser({ name, createdAt: daysAgo(account, 200) });
        await iamOf(account, account.root).send(
          new TagUserCommand({ UserName: 'bob', Tags: [{ Key: 'iam-guardrails:incident', Value: '' }] }),
        );
        await cleanUp(account, 'one', 'two');
        await runCleanup(account, 'three');
        expect(deniedIn(account)).toEqual(['ada']);
        const refused = refusedIn(account).map(({ action }) => action);
        expect(new Set(refused)).toEqual(new Set(['AttachUserPolicy']));
        expect(cleanupRowsOf(account, 'three').get('bob')?.outcome).toMatchObject({
          kind: 'failed',
          why: expect.stringContaining('explicit deny') as unknown,
        });
      },
      { settings, ...READY },
    ));

  it('reports, warns, denies and gives back, and leaves who is needed', () =>
    inAccount(
      async (account) => {
        const ada = account.addUser({ name: 'ada', createdAt: daysAgo(account, 200) });
        const bob = account.addUser({ name: 'bob', createdAt: daysAgo(account, 200) });
        forgotten(account, 'etl');
        forgotten(account, 'worker', 'lambda.amazonaws.com');
        forgotten(account, 'idle', 'lambda.amazonaws.com');
        forgotten(account, 'glue', 'glue.amazonaws.com');
        forgotten(account, 'host', 'ec2.amazonaws.com');
        aRole(account, 'busy');
        account.addWorkload({ kind: 'function', name: 'yearly', role: 'worker' }, 'eu-central-1');
        account.addWorkload({ kind: 'instance', name: 'i-1', profile: await profileOf(account, 'host') });
        const before = await authorizationDetails(account);

        await cleanUp(account, 'one', 'two');
        expect(deniedIn(account)).toEqual([]);
        expect(account.published().at(-1)?.message).toMatch(
          /role\/etl: the role, never used, [^;]*; to be denied everything on 2026-06-03 at the earliest/,
        );

        // Somebody needs her after all, when the report is made already.
        const { status } = await runCleanup(account, 'three', () => {
          useKey(account, bob.arn, bob.credentials.accessKeyId);
        });
        account.clock.advance(DAY_MS);
        expect([status, deniedIn(account)]).toEqual(['SUCCEEDED', ['ada', 'etl', 'idle']]);
        expect(cleanupRowsOf(account, 'three').get('bob')?.outcome?.why).toMatch(/^the user was used at/);
        expect(reasonsIn(account, 'three')).toMatchObject({
          ...{ ada: 'unused', etl: 'unused', worker: 'service-role', host: 'service-role', glue: 'service-unknown' },
          busy: 'in-use',
        });

        useKey(account, ada.arn, ada.credentials.accessKeyId);
        const calls = account.calls().length;
        await cleanUp(account, 'four');
        expect(account.published().at(-1)?.message).toContain('user/ada: everything, as of 2026-06-04');
        expect(reasonsIn(account, 'four')).toMatchObject({ ada: 'denied', etl: 'denied' });
        const attached = account
          .calls()
          .slice(calls)
          .filter(({ action }) => /^(?:Attach|Detach|CreatePolicy)/.test(action));
        expect(attached).toEqual([]);

        const released = await account.invoke(RELEASE, { principal: ada.arn, guardrail: GUARDRAIL });
        expect([released.kind, deniedIn(account)]).toEqual(['done', ['etl', 'idle']]);
        await cleanUp(account, 'five');
        expect([reasonsIn(account, 'five')['ada'], deniedIn(account)]).toEqual(['released', ['etl', 'idle']]);

        account.clock.advance(120_000);
        expect((await account.invoke(RELEASE, { all: true, guardrail: GUARDRAIL })).kind).toBe('done');
        expect(deniedIn(account)).toEqual([]);
        expect(await authorizationDetails(account)).toEqual(before);
        expect(refusedIn(account).filter(({ functionName }) => functionName?.startsWith(CLEANUP_MACHINE))).toEqual([]);
      },
      { settings, ...READY },
    ));
});
