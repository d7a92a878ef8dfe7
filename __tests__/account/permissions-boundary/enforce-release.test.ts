import { DeleteRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { awsManagedArn } from '../../../src/embedded-account/iam/policies/aws-managed-policies';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { aRole, daysAgo, MACHINE, READY, summaryOf, tagsOf } from '../../support/audit';
import { inAccount } from '../../support/deployed';
import {
  allowing,
  authorizationDetails,
  boundaryOf,
  boundedIn,
  DAY_MS,
  enforce,
  enforcing,
  ownPoliciesOf,
  release,
  waitingIn,
} from '../../support/enforcement';

const SERVICES = ['dynamodb', 'ecs', 'kms', 'lambda', 's3', 'sns', 'sqs'] as const;
const ANYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const PER_RUN = 3;

const inWaves = enforcing(
  { adopt: ['arn:aws:iam::*:policy/team-*'], reopen: 'automatic' },
  { limits: { changesPerRun: PER_RUN, maxChangePercent: 100 } },
);

/** Users, roles and groups of every kind, with tags of their own and of the project's. @returns ARNs of whom runs bound */
function aTown(account: EmbeddedAccount): readonly string[] {
  const old = { createdAt: daysAgo(account, 300) };
  const team = account.addPolicy({ name: 'team-limits', document: ANYTHING });
  const partner = account.addPolicy({ name: 'partner-limits', document: ANYTHING });
  account.addGroup({
    name: 'Developers',
    policies: [awsManagedArn('PowerUserAccess')],
    inline: { own: allowing('ec2') },
  });
  const may = SERVICES.map((service) => `${service}:*`);
  const tags: readonly Readonly<Record<string, string>>[] = [{}, { Team: 'data', Permissions_Used: '77' }];
  const apps = SERVICES.map((used, index) =>
    aRole(account, `app-${used}`, { may, used: [used], tags: tags[index % tags.length] ?? {} }),
  );
  const etl = aRole(account, 'etl', { used: ['sqs'], boundary: team, tags: { Permissions_Services_9: 'stale' } });
  const idle = aRole(account, 'idle', { used: [] });
  aRole(account, 'partner', { boundary: partner });
  aRole(account, 'young', { ageDays: 3 });
  const ada = account.addUser({ name: 'ada', ...old, groups: ['Developers'], tags: { 'cost:centre': 'a b+c' } });
  const bob = account.addUser({ name: 'bob', ...old, inline: { s3: allowing('s3', 'sqs') }, path: '/people/' });
  account.use({ arn: ada.arn, action: 'ec2:RunInstances', at: daysAgo(account, 2) });
  account.use({ arn: bob.arn, action: 's3:GetObject', at: daysAgo(account, 3) });
  return [...apps, etl, idle, ada, bob].map(({ arn }) => arn).sort();
}

const MORE = { RoleName: 'app-s3', PolicyName: 'more' };
const grantMore = (account: EmbeddedAccount, ...services: readonly string[]) =>
  iamOf(account, account.root).send(new PutRolePolicyCommand({ ...MORE, PolicyDocument: allowing(...services) }));

describe('after an audit, a change run, its waves and upkeep', () => {
  it('a release of everything leaves IAM equal to before, tags included, and no policy of the project', () =>
    inAccount(
      async (account) => {
        const meant = aTown(account);
        const before = await authorizationDetails(account);

        await enforce(account, 'audit-1', { purpose: 'audit' });
        expect(boundedIn(account.snapshot())).toEqual([]);
        await enforce(account, 'change-1', { days: 1 });
        expect(waitingIn(account)).toBe(meant.length - PER_RUN);
        for (let bounded = PER_RUN; bounded < meant.length;) {
          expect(boundedIn(account.snapshot())).toHaveLength(bounded);
          account.clock.advance(DAY_MS);
          expect(await account.runSchedule(`${MACHINE}-upkeep`)).toMatchObject({ status: 'SUCCEEDED' });
          bounded = Math.min(meant.length, bounded + PER_RUN);
          expect(waitingIn(account)).toBe(meant.length - bounded);
        }
        expect(boundedIn(account.snapshot())).toEqual(meant);

        const boundaries = () => ['app-s3', 'etl'].map((name) => boundaryOf(account, name));
        const first = boundaries();
        await grantMore(account, 'glacier');
        account.use({ arn: meant.find((arn) => arn.endsWith('/etl')) ?? '', action: 'sns:Publish' });
        await enforce(account, 'upkeep-1', { purpose: 'upkeep', days: 2 });
        expect(summaryOf(account, 'upkeep-1').counts).toMatchObject({ changed: 2, failed: 0 });
        for (const boundary of boundaries()) expect(first).not.toContain(boundary);
        await iamOf(account, account.root).send(new DeleteRolePolicyCommand(MORE));
        expect(await authorizationDetails(account)).not.toEqual(before);

        const { released, left } = await release(account, { all: true });
        expect(left).toBeUndefined();
        expect(released.map(({ principal }) => principal)).toEqual(expect.arrayContaining([...meant]));
        expect(await authorizationDetails(account)).toEqual(before);
        await expect(ownPoliciesOf(account)).resolves.toEqual([]);
      },
      { settings: inWaves, ...READY },
    ));

  it('a release of one principal gives back what was before the first of two changes, and touches nobody else', () =>
    inAccount(
      async (account) => {
        aTown(account);
        const before = account.snapshot();
        await enforce(account, 'change-1');
        await grantMore(account, 'glacier');
        await enforce(account, 'change-2', { days: 2 });
        await iamOf(account, account.root).send(new DeleteRolePolicyCommand(MORE));
        const bounded = account.snapshot();
        const arn = `arn:aws:iam::${account.accountId}:role/app-s3`;

        const { released } = await release(account, { principal: arn });
        expect(released.map(({ takenBack }) => takenBack.map(({ kind }) => kind))).toEqual([
          ['boundary-set', 'tags-set'],
        ]);
        const roles = bounded.roles.map(
          (role) => before.roles.find((one) => one.arn === arn && role.arn === arn) ?? role,
        );
        expect(account.snapshot()).toMatchObject({ ...bounded, roles, policies: expect.anything() as unknown });
        expect(boundedIn(account.snapshot())).toHaveLength(boundedIn(bounded).length - 1);
        expect(boundedIn(bounded).length).toBeGreaterThan(5);
      },
      { settings: enforcing(), ...READY },
    ));

  it('a release of a run gives back what stood before that run, one of two changes after the other', () =>
    inAccount(
      async (account) => {
        aTown(account);
        const before = await authorizationDetails(account);
        await enforce(account, 'change-1');
        const first = boundaryOf(account, 'app-s3');
        const tags = tagsOf(account, 'app-s3');
        await grantMore(account, 'glacier');
        await enforce(account, 'change-2', { days: 2 });
        const second = boundaryOf(account, 'app-s3');
        expect(second).not.toBe(first);
        expect(tagsOf(account, 'app-s3')).not.toEqual(tags);

        const below = await release(account, { run: 'change-1' });
        const about = (one: { readonly principal: string }) => one.principal.endsWith('/app-s3');
        expect(below.released.find(about)?.stays).toMatch(/a later run/);
        expect([boundaryOf(account, 'app-s3'), boundaryOf(account, 'app-sqs')]).toEqual([second, undefined]);

        await release(account, { run: 'change-2' });
        expect(boundaryOf(account, 'app-s3')).toBe(first);
        await release(account, { run: 'change-1' });
        expect(boundaryOf(account, 'app-s3')).toBeUndefined();
        await iamOf(account, account.root).send(new DeleteRolePolicyCommand(MORE));
        expect(await authorizationDetails(account)).toEqual(before);
        await expect(ownPoliciesOf(account)).resolves.toEqual([]);
      },
      { settings: enforcing({ adopt: ['arn:aws:iam::*:policy/team-*'] }), ...READY },
    ));
});
