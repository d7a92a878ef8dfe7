import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  ListAccessKeysCommand,
  RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import { allowedServices } from '../../../src/embedded-account/access-advisor/allowed-services';
import { awsManagedArn } from '../../../src/embedded-account/iam/policies/aws-managed-policies';
import { parseIdentityPolicy } from '../../../src/embedded-account/policy/statement';
import { iamOf } from '../../../src/trial/scenarios/cast';
import {
  aRole,
  atOnce,
  audit,
  INVENTORY,
  daysAgo,
  EVIDENCE,
  MACHINE,
  READY,
  RUNS,
  rowOf,
  summaryOf,
  tagsOf,
  textOf,
} from '../../support/audit';
import { aRogue, inAccount } from '../../support/deployed';
import { SERVICE_PREFIXES } from '../../../src/domain/policy/service-prefixes';
import { INCIDENT_TAG } from '../../../src/domain/ledger/incident-tag';
import { someIt as it } from '../../support/some-it';

const settings = atOnce();
const EVERYTHING = ['*'];
const WRITES = ['TagRole', 'TagUser', 'UntagRole', 'UntagUser'];

describe('an audit', () => {
  it('starts by its schedule, and tells people once what it found', () =>
    inAccount(
      async (account) => {
        aRole(account, 'app', { may: ['s3:*', 'sqs:*', 'iam:PassRole'] });
        const { status } = await account.runSchedule(MACHINE);
        expect(status).toBe('SUCCEEDED');
        expect(account.published().map(({ subject }) => subject)).toEqual([
          expect.stringMatching(/^IAM permissions: \d+ principals audited, nothing outstanding$/),
        ]);
        expect(account.objects(EVIDENCE).map(({ key }) => key)).toEqual(
          expect.arrayContaining([
            expect.stringMatching(/\/summary\.csv$/),
            expect.stringMatching(/\/last-success\.json$/),
          ]),
        );
      },
      { settings, ...READY },
    ));

  it('counts what a role used, tags it, and says which boundary it would get', () =>
    inAccount(
      async (account) => {
        aRole(account, 'app', { may: ['s3:*', 'sqs:*', 'iam:PassRole'] });
        await audit(account);
        expect(rowOf(account, 'app')).toMatchObject({
          granted: 3,
          used: 1,
          usedServices: ['s3'],
          neverUsedServices: ['iam', 'sqs'],
          coveragePercent: 33,
          decision: { kind: 'bound', reason: 'used-some', services: ['s3'], actions: ['iam:PassRole'] },
          tags: { kind: 'written' },
          wouldChange: 'boundary of 1 service (s3) and iam:PassRole',
        });
        expect(tagsOf(account, 'app')).toEqual({
          Permissions_Coverage_Percent: '33',
          Permissions_Granted: '3',
          Permissions_Used: '1',
          Permissions_Unused: '2',
          Permissions_Services_1: 's3',
        });
        expect(account.snapshot().roles.filter(({ boundary }) => boundary !== null)).toEqual([]);
      },
      { settings, ...READY },
    ));

  it('counts exactly the 60 services that an administrator used beyond the first page of 450', () =>
    inAccount(
      async (account) => {
        const document = JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
        });
        const all = allowedServices([parseIdentityPolicy(document)], {
          services: SERVICE_PREFIXES,
          leavesDeniedOut: true,
        });
        expect(all.length).toBeGreaterThanOrEqual(450);
        const late = all.slice(150, 210);
        aRole(account, 'boss', { may: EVERYTHING, used: late });
        await audit(account);
        expect(rowOf(account, 'boss')).toMatchObject({ granted: all.length, used: 60 });
        expect(rowOf(account, 'boss').usedServices).toEqual([...late].sort());
        const reads = account.calls({ action: 'GetServiceLastAccessedDetails' });
        expect(reads.length).toBeGreaterThanOrEqual(Math.ceil(all.length / 100));
      },
      { settings, ...READY, accessAdvisor: { ...READY.accessAdvisor, linesPerPage: 100 } },
    ));

  it('writes nothing where nothing changed', () =>
    inAccount(
      async (account) => {
        aRole(account, 'app');
        await audit(account, 'first');
        const writes = () => account.calls({ service: 'iam' }).filter(({ action }) => WRITES.includes(action)).length;
        const before = writes();
        expect(before).toBeGreaterThan(0);
        await audit(account, 'second');
        expect(writes()).toBe(before);
        expect(rowOf(account, 'app', 'second').tags).toEqual({ kind: 'unchanged' });
      },
      { settings, ...READY },
    ));

  it("removes its own tags that are stale, and nobody else's", () =>
    inAccount(
      async (account) => {
        const tags = { team: 'blue', permissions_services_7: 'ec2', Permissions_Services_Owner: 'ops' };
        aRole(account, 'app', { tags });
        await audit(account);
        const { permissions_services_7: stale, ...rest } = tags;
        expect(stale).toBeDefined();
        expect(tagsOf(account, 'app')).toMatchObject(rest);
        expect(tagsOf(account, 'app')).not.toHaveProperty('permissions_services_7');
      },
      { settings, ...READY },
    ));

  it("reports a group, and counts what it grants in its members' own tags", () =>
    inAccount(
      async (account) => {
        const own = JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: ['s3:*', 'ec2:*'], Resource: '*' }],
        });
        account.addGroup({ name: 'Developers', inline: { own } });
        const ada = account.addUser({ name: 'ada', groups: ['Developers'], createdAt: daysAgo(account, 200) });
        account.use({ arn: ada.arn, action: 'ec2:RunInstances', at: daysAgo(account, 5) });
        await audit(account);
        expect(rowOf(account, 'Developers')).toMatchObject({
          granted: 2,
          used: 1,
          members: 1,
          decision: { kind: 'report' },
        });
        expect(account.snapshot().users.find(({ name }) => name === 'ada')?.tags).toMatchObject({
          Permissions_Coverage_Percent: '50',
          Permissions_Services_1: 'ec2',
        });
      },
      { settings, ...READY },
    ));

  it('leaves those alone whom it must not touch, and asks Access Advisor nothing about them', () =>
    inAccount(
      async (account) => {
        aRole(account, 'exempt-by-name');
        aRole(account, 'listed');
        aRole(account, 'fresh', { ageDays: 13 });
        const named = aRole(account, 'deployer');
        account.putObject(EVIDENCE, 'do_not_list.txt', 'somebody,\nlisted,\n\n');
        await audit(account);
        const asked = account.calls({ service: 'iam', action: 'GenerateServiceLastAccessedDetails' });
        expect(
          ['exempt-by-name', 'listed', 'fresh', 'deployer'].map((name) => rowOf(account, name).decision.reason),
        ).toEqual(['exempt', 'exempt', 'too-young', 'protected-by-setting']);
        expect(named.arn).toContain('deployer');
        // The admin group alone is left to ask about.
        expect(asked).toHaveLength(1);
      },
      {
        settings: atOnce(
          {
            exemptions: [{ match: { name: 'exempt-*' }, owner: 'ops', reason: 'quarterly jobs' }],
            protectedPrincipals: [{ arn: 'arn:aws:iam::111122223333:role/deployer', reason: 'deploys' }],
          },
          { exemptionsObject: `s3://${EVIDENCE}/do_not_list.txt` },
        ),
        ...READY,
      },
    ));

  it('reads the list of exemptions in a bucket of any Region', () =>
    inAccount(
      async (account) => {
        aRole(account, 'listed');
        account.addBucket('central-lists', undefined, 'eu-central-1');
        account.putObject('central-lists', 'exempt.txt', 'listed\n');
        expect((await audit(account)).status).toBe('SUCCEEDED');
        expect(rowOf(account, 'listed').decision.reason).toBe('exempt');
      },
      { settings: atOnce({}, { exemptionsObject: 's3://central-lists/exempt.txt' }), ...READY },
    ));

  it('tags and bounds nobody with an open incident of the revoker, and shows it beside its page', () =>
    inAccount(
      async (account) => {
        const rogue = aRogue(account);
        await rogue.iam.send(new CreateUserCommand({ UserName: 'accomplice' }));
        await account.idle();
        account.clock.advance(30 * 86_400_000);
        await audit(account);
        expect(rowOf(account, 'rogue').decision).toEqual({ kind: 'leave', reason: 'open-incident' });
        const { tags } = account.snapshot().users.find(({ name }) => name === 'rogue') ?? {};
        expect(Object.keys(tags ?? {})).toEqual([INCIDENT_TAG]);
        const [page] = account.objects(EVIDENCE, `${RUNS}/run-1/report.html`);
        expect(page?.body.toString()).toMatch(/role="tab"[^>]*>Incidents /);
      },
      { settings, ...READY },
    ));

  it.each([
    ['before its report is asked for', { action: 'PutObject', functionName: INVENTORY }, 1, 'gone'],
    // Two groups, the role and the user; no report is ready before four seconds have passed.
    ['before its tags are written', { action: 'GenerateServiceLastAccessedDetails' }, 4, 'used-some'],
  ])('audits the others when a principal is deleted in mid-run, %s', (_, seen, times, reason) =>
    inAccount(
      async (account) => {
        account.addGroup({ name: 'Team', policies: [awsManagedArn('IAMReadOnlyAccess')] });
        aRole(account, 'app');
        const eve = account.addUser({ name: 'eve', groups: ['Team'], createdAt: daysAgo(account, 200) });
        account.use({ arn: eve.arn, action: 'iam:ListUsers', at: daysAgo(account, 5) });
        const root = iamOf(account, account.root);
        const remove = async () => {
          const { AccessKeyMetadata = [] } = await root.send(new ListAccessKeysCommand({ UserName: 'eve' }));
          for (const { AccessKeyId } of AccessKeyMetadata) {
            await root.send(new DeleteAccessKeyCommand({ UserName: 'eve', AccessKeyId }));
          }
          await root.send(new RemoveUserFromGroupCommand({ UserName: 'eve', GroupName: 'Team' }));
          await root.send(new DeleteUserCommand({ UserName: 'eve' }));
        };
        const run = audit(account);
        while (account.calls(seen).length < times) await sleep(2);
        await remove();
        expect((await run).status).toBe('SUCCEEDED');
        expect(rowOf(account, 'eve')).toMatchObject({ decision: { reason }, tags: { kind: 'left' } });
        expect(summaryOf(account).counts.failed).toBe(0);
        expect(rowOf(account, 'app').tags.kind).toBe('written');
      },
      {
        settings: {
          ...atOnce({}, { reportWaitSeconds: 4, reportTimeoutSeconds: 20 }),
          limits: { iamCallsPerSecond: 2 },
        },
        ...READY,
        // The first reports are read early, and may not be ready before somebody could be deleted.
        accessAdvisor: { jobMs: [4000, 4000] },
      },
    ),
  );

  it('keeps the page about the run beside its summary, and the digest says where', () =>
    inAccount(
      async (account) => {
        const role = aRole(account, 'etl');
        const { name } = await audit(account);
        const [page] = account.objects(EVIDENCE, `${RUNS}/${name}/report.html`);
        expect(page?.contentType).toBe('text/html; charset=utf-8');
        expect(page?.body.toString()).toContain('<h2 id="tab-0-title">Permissions boundaries</h2>');
        expect(page?.body.toString()).toContain(role.arn);
        const message = account.published().at(-1)?.message ?? '';
        expect(message).toContain(`aws s3 cp s3://${EVIDENCE}/${RUNS}/${name}/report.html .`);
        expect(message).toMatch(/Report: +https:\/\/us-east-1\.console\.aws\.amazon\.com\/s3\/object\/\S+report\.html/);
      },
      { settings, ...READY },
    ));

  it('starts every line of its CSV like a table, and no cell like a formula', () =>
    inAccount(
      async (account) => {
        aRole(account, '=cmd');
        await audit(account);
        const csv = textOf(account, 'summary.csv');
        expect(csv.split('\n')[0]).toMatch(/^kind,name,arn/);
        expect(csv).toContain(",'=cmd,");
      },
      { settings, ...READY },
    ));
});
