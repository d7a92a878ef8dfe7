import { TagUserCommand } from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { aRole, EVIDENCE, READY } from '../../support/audit';
import {
  aKeyHolder,
  anotherKey,
  cleaning,
  CLEANUP_BASE,
  CLEANUP_MACHINE,
  cleanUp,
  cleanupRowsOf,
  keysIn,
  refusedIn,
  runCleanup,
  useKey,
} from '../../support/cleanup';
import { changesOf, iamIn } from '../../support/crashes';
import { inAccount, RELEASE } from '../../support/deployed';
import { objectsIn, terminatedRun } from '../../support/terminated-functions';
import { someIt as it } from '../../support/some-it';
import { placeAfter } from '../../support/thorough';

const GUARDRAIL = 'credential-cleanup';
/** What people were told of runs, beside what the revoker tells. */
const digestsIn = (account: EmbeddedAccount) =>
  account.published().filter(({ subject }) => subject?.startsWith('Unused credentials'));
const updatesIn = (account: EmbeddedAccount) => account.calls({ action: 'UpdateAccessKey' }).length;

describe('a run that looks for unused access keys', () => {
  it('reports one, warns, deactivates it and no other, and gives it back', () =>
    inAccount(
      async (account) => {
        const [ada, service, late] = [
          aKeyHolder(account, 'ada', 200),
          aKeyHolder(account, 'service', 1),
          aKeyHolder(account, 'late'),
        ];
        const Tags = [{ Key: 'Owner', Value: 'ada@example.com' }];
        await iamOf(account, account.root).send(new TagUserCommand({ UserName: 'ada', Tags }));
        const young = await anotherKey(account, 'ada');
        useKey(account, ada.arn, young);
        aRole(account, 'forgotten', { used: [], ageDays: 300 });
        const all = keysIn(account);

        await cleanUp(account, 'one', 'two');
        expect(keysIn(account)).toEqual(all);
        expect(digestsIn(account)[0]?.subject).toBe(
          'Unused credentials: 0 principals changed, 3 with something unused',
        );
        expect(digestsIn(account)[1]?.message).toContain(
          `user/ada (owner: ada@example.com): access key ${ada.keyId}, not used since 2025-11-13 (in reports since 2026-06-01; to be deactivated on 2026-06-03 at the earliest)`,
        );
        expect(digestsIn(account)[1]?.message).toMatch(
          /role\/forgotten: the role, never used, and there since [\d-]+ \(/,
        );

        // Somebody needs the one that was never used after all, when the report is made already.
        const { status } = await runCleanup(account, 'three', () => {
          useKey(account, late.arn, late.keyId);
        });
        expect(status).toBe('SUCCEEDED');
        expect(keysIn(account)).toEqual({ ...all, [ada.keyId]: 'Inactive' });
        expect([...cleanupRowsOf(account, 'three')].map(([name, { outcome }]) => [name, outcome?.kind])).toEqual(
          expect.arrayContaining([
            ['ada', 'done'],
            ['late', 'left'],
            ['service', undefined],
          ]),
        );
        expect(cleanupRowsOf(account, 'three').get('late')?.outcome?.why).toMatch(/^access key AKIA\w+ was used at/);
        expect(keysIn(account)[service.keyId]).toBe('Active');

        account.clock.advance(120_000);
        const released = await account.invoke(RELEASE, { principal: ada.arn, guardrail: GUARDRAIL });
        expect([released.kind, keysIn(account)]).toEqual(['done', all]);
        account.clock.advance(86_400_000);
        const updates = updatesIn(account);
        await cleanUp(account, 'four');
        expect(cleanupRowsOf(account, 'four').get('ada')?.decision.reason).toBe('released');
        expect([updatesIn(account), refusedIn(account)]).toEqual([updates, []]);
      },
      { settings: cleaning(), ...READY },
    ));

  it('says beside its own findings what IAM Access Analyzer finds, and changes nobody because of that', () =>
    inAccount(
      async (account) => {
        const analyzer = 'arn:aws:access-analyzer:us-east-1:111122223333:analyzer/iam-guardrails-unused-access';
        const service = aKeyHolder(account, 'service', 1);
        const [findingType, accessKeyId] = ['UnusedIAMUserAccessKey', service.keyId] as const;
        account.addFinding(analyzer, {
          ...{ findingType, resource: service.arn, details: [{ unusedIamUserAccessKeyDetails: { accessKeyId } }] },
        });
        const busy = aRole(account, 'busy', { used: [], ageDays: 1 });
        const error = 'ACCESS_DENIED';
        account.addFinding(analyzer, { findingType: 'UnusedPermission', resource: busy.arn, error });
        await cleanUp(account, 'one', 'two');
        expect(keysIn(account)[service.keyId]).toBe('Active');
        expect(cleanupRowsOf(account, 'two').get('service')?.decision).toMatchObject({
          ...{ kind: 'leave', reason: 'in-use' },
          analysis: [`access key ${service.keyId}, unused for 45 days or more`],
        });
        const { message = '' } = digestsIn(account)[1] ?? {};
        expect(message).toContain(`user/service: access key ${service.keyId}, unused for 45 days or more`);
        expect(message).toContain('could not be read (the analyzer could not look: ACCESS_DENIED)');
        const [table] = account.objects(EVIDENCE, `${CLEANUP_BASE}/runs/two/summary.csv`);
        expect(table?.body.toString()).toContain(`access key ${service.keyId}, unused for 45 days or more`);
        const [page] = account.objects(EVIDENCE, `${CLEANUP_BASE}/runs/two/report.html`);
        expect(page?.body.toString()).toContain(`access key ${service.keyId}, unused for 45 days or more`);
        expect(message).toContain(`aws s3 cp s3://${EVIDENCE}/${CLEANUP_BASE}/runs/two/report.html .`);
        expect(refusedIn(account)).toEqual([]);
      },
      {
        settings: cleaning({
          warnDays: 1,
          keys: { report: 30, disable: 30 },
          users: { report: 45 },
          roles: { report: 60 },
          analyzer: 'create',
        }),
        ...READY,
      },
    ));

  it('asks IAM about nobody by itself where it deactivates nothing, and counts what it reports', () =>
    inAccount(
      async (account) => {
        for (let index = 0; index < 30; index += 1) aKeyHolder(account, `user-${index}`, index % 2 === 0 ? 200 : 1);
        await cleanUp(account, 'one');
        expect(digestsIn(account)).toMatchObject([
          { subject: expect.stringMatching(/ 15 with something unused$/) as string },
        ]);
        const calls = account
          .calls({ service: 'iam' })
          .filter(({ functionName }) => functionName?.startsWith(CLEANUP_MACHINE));
        expect(
          calls
            .map(({ action }) => action)
            .filter((action) => !/CredentialReport|AuthorizationDetails|AccountSummary/.test(action)),
        ).toEqual([]);
        expect(refusedIn(account)).toEqual([]);
      },
      { settings: cleaning({ keys: { report: 30 }, roles: { report: 0 } }), ...READY },
    ));

  it('ends in the same where the function that deactivates is terminated after any of its changes', async () => {
    const name = `${CLEANUP_MACHINE}-change`;
    const traces = (account: EmbeddedAccount) => ({ iam: iamIn(account), objects: objectsIn(account, CLEANUP_BASE) });
    let uninterrupted: ReturnType<typeof traces> | undefined;
    let changes = 0;
    await inWarnedAccount(async (account) => {
      expect((await runCleanup(account, 'run-1')).status).toBe('SUCCEEDED');
      expect(Object.values(keysIn(account)).filter((status) => status === 'Inactive')).toHaveLength(2);
      [uninterrupted, changes] = [traces(account), changesOf(account, name)];
    });
    await inWarnedAccount(async (account) => {
      const run = (of: EmbeddedAccount, runId: string) => runCleanup(of, runId);
      const swept = { base: CLEANUP_BASE, standing: keysIn, run };
      const end = await terminatedRun(account, { name, nth: 3, purpose: 'change' }, undefined, swept);
      expect([end.run.cause, end.run.status]).toEqual([undefined, 'SUCCEEDED']);
      expect(traces(account)).toEqual(uninterrupted);
      expect(end.terminated).toBe(placeAfter(changes + 1));
      expect(end.terminated).toBeGreaterThanOrEqual(4);
    });
  });
});

/** Two users whose keys the next run deactivates, and one who uses hers. */
const inWarnedAccount = (test: (account: EmbeddedAccount) => Promise<void>) =>
  inAccount(
    async (account) => {
      for (const name of ['ada', 'bob']) aKeyHolder(account, name, 200);
      aKeyHolder(account, 'service', 1);
      await cleanUp(account, 'run-0');
      await test(account);
    },
    { settings: cleaning({ warnDays: 1, roles: { report: 0 } }), ...READY },
  );
