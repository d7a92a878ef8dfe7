import { GetAccountAuthorizationDetailsCommand, ListPoliciesCommand } from '@aws-sdk/client-iam';
import * as z from 'zod';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { aRole, atOnce, audit, READY } from '../../support/audit';
import { inAccount, RELEASE } from '../../support/deployed';

const settings = atOnce({ permissionsBoundary: { mode: 'enforce', adopt: ['arn:aws:iam::*:policy/team-*'] } });

const answer = z.object({
  released: z.array(z.object({ principal: z.string(), takenBack: z.array(z.object({ kind: z.string() })) })),
  deleted: z.array(z.string()).optional(),
  left: z.number().optional(),
});

async function release(account: EmbeddedAccount, payload: object) {
  const result = await account.invoke(RELEASE, payload);
  if (result.kind === 'failed') throw new Error(JSON.stringify(result));
  return answer.parse(JSON.parse(result.payload));
}

/** The whole of IAM as an audit sees it; tags in the order of the alphabet, for IAM promises none. */
async function details(account: EmbeddedAccount) {
  const iam = iamOf(account, account.root);
  const { UserDetailList, RoleDetailList, GroupDetailList, Policies } = await iam.send(
    new GetAccountAuthorizationDetailsCommand({ MaxItems: 1000 }),
  );
  const sorted = <T extends { Tags?: { Key: string | undefined }[] | undefined }>(one: T) => ({
    ...one,
    RoleLastUsed: undefined,
    Tags: [...(one.Tags ?? [])].sort((a, b) => (String(a.Key) < String(b.Key) ? -1 : 1)),
  });
  return { users: UserDetailList?.map(sorted), roles: RoleDetailList?.map(sorted), GroupDetailList, Policies };
}

async function ownPolicies(account: EmbeddedAccount): Promise<readonly (string | undefined)[]> {
  const { Policies = [] } = await iamOf(account, account.root).send(new ListPoliciesCommand({ Scope: 'Local' }));
  return Policies.map(({ PolicyName }) => PolicyName).filter((name) => name?.startsWith('iam-guardrails-boundary-'));
}

const roleOf = (account: EmbeddedAccount, name: string) => {
  const role = account.snapshot().roles.find(({ arn }) => arn.endsWith(`/${name}`));
  if (role === undefined) throw new Error(`there is no role ${name}`);
  return role;
};

describe('a release', () => {
  it('of everything leaves IAM as it was, and no policy of the project', () =>
    inAccount(
      async (account) => {
        const team = account.addPolicy({
          name: 'team-limits',
          document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
        });
        const app = aRole(account, 'app', { tags: { Permissions_Used: '77', Team: 'data' } });
        aRole(account, 'etl', { used: ['sqs'], boundary: team });
        aRole(account, 'idle', { used: [] });
        const before = await details(account);

        expect((await audit(account, 'run-1', 'change')).cause).toBeUndefined();
        expect(roleOf(account, 'app').boundary).toContain('iam-guardrails-boundary-');
        expect(roleOf(account, 'etl').boundary).toContain('iam-guardrails-boundary-');
        account.use({ arn: app.arn, action: 'sqs:SendMessage', at: account.clock.now() });
        account.clock.advance(2 * 86_400_000);
        expect((await audit(account, 'run-2', 'change')).status).toBe('SUCCEEDED');

        const { left, deleted } = await release(account, { all: true });
        expect(left).toBeUndefined();
        expect(deleted?.length).toBeGreaterThan(0);
        account.clock.advance(60_000);
        expect(await details(account)).toEqual(before);
        await expect(ownPolicies(account)).resolves.toEqual([]);
        await expect(release(account, { all: true })).resolves.toEqual({ released: [] });
      },
      { settings, ...READY },
    ));

  it('of a role gives back its boundary and tags, and leaves everybody else', () =>
    inAccount(
      async (account) => {
        const app = aRole(account, 'app');
        aRole(account, 'etl', { used: ['sqs'] });
        await audit(account, 'run-1', 'change');
        const { boundary } = roleOf(account, 'etl');

        const { released } = await release(account, { principal: app.arn });
        expect(released.map(({ takenBack }) => takenBack.map(({ kind }) => kind))).toEqual([
          ['boundary-set', 'tags-set'],
        ]);
        expect(roleOf(account, 'app')).toMatchObject({ boundary: null, tags: {} });
        expect(roleOf(account, 'etl')).toMatchObject({ boundary });
        await expect(ownPolicies(account)).resolves.toHaveLength(1);
      },
      { settings, ...READY },
    ));

  it('of a run gives back what it changed, and says nothing of a run that nobody knows', () =>
    inAccount(
      async (account) => {
        aRole(account, 'app');
        await audit(account, 'run-1', 'change');
        await release(account, { run: 'run-1' });
        expect(roleOf(account, 'app')).toMatchObject({ boundary: null, tags: {} });
        await expect(ownPolicies(account)).resolves.toEqual([]);
        await expect(release(account, { run: 'run-2' })).rejects.toThrow('bounded nobody');
      },
      { settings, ...READY },
    ));
});
