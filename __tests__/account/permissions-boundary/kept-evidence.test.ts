import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { aRole, atOnce, audit, EVIDENCE, READY, SUMMARY } from '../../support/audit';
import { inAccount } from '../../support/deployed';
import { allowing, boundariesIn, DAY_MS, enforce } from '../../support/enforcement';
import { recordingNamed } from '../../support/recorded-states/recording';
import { inRestored } from '../../support/recorded-states/restore';

const PLACE = 'accounts/111122223333/evidence/';
const FORMER_PLACE = 'accounts/111122223333/permissions-boundary/evidence/';

const ROUNDS = 20;

const bytesIn = (account: EmbeddedAccount, prefix = PLACE) =>
  Object.fromEntries(account.objects(EVIDENCE, prefix).map(({ key, body }) => [key, body.toString()]));

async function forget(account: EmbeddedAccount, prefix: string): Promise<void> {
  const s3 = new S3Client(account.clientFor(account.root));
  for (const { key } of account.objects(EVIDENCE, prefix)) {
    await s3.send(new DeleteObjectCommand({ Bucket: EVIDENCE, Key: key }));
  }
  s3.destroy();
}

const idsIn = (texts: Readonly<Record<string, string>>) =>
  [
    ...Object.values(texts)
      .join('')
      .matchAll(/"id":"(\w+)"/g),
  ]
    .map(([, id]) => id)
    .sort();

describe('evidence that the guardrail kept for itself before', () => {
  it('moves to the place of all with the first reports that are asked for anew, and is not needed any more', () =>
    inRestored(recordingNamed('2026-11'), async (account) => {
      const former = bytesIn(account, FORMER_PLACE);
      const grantedAt = [
        ...Object.values(former)
          .join('')
          .matchAll(/"grantedAt":"([^"]+)"/g),
      ].map(([, at]) => at ?? '');
      expect(grantedAt.length).toBeGreaterThan(0);

      await enforce(account, 'change-a-month-later', { days: 31 });
      const now = bytesIn(account);
      expect(idsIn(now)).toEqual(expect.arrayContaining(idsIn(former)));
      for (const at of grantedAt) expect(Object.values(now).join('')).toContain(`{"at":"${at}","services":[`);
      expect(bytesIn(account, FORMER_PLACE)).toEqual(former);

      const bounded = boundariesIn(account);
      await forget(account, FORMER_PLACE);
      await enforce(account, 'upkeep-without', { purpose: 'upkeep', days: 1 });
      expect(boundariesIn(account)).toEqual(bounded);
    }));
});

describe('two runs that keep evidence of the same principals at the same time', () => {
  it('lose nothing: it is what they leave one after the other', () =>
    inAccount(
      async (account) => {
        const names = ['app', 'job', 'web'];
        for (const name of names) aRole(account, name);
        await audit(account, 'first');
        account.clock.advance(7 * DAY_MS);
        for (const RoleName of names) {
          const more = { RoleName, PolicyName: 'more', PolicyDocument: allowing('glacier') };
          await iamOf(account, account.root).send(new PutRolePolicyCommand(more));
        }
        await audit(account, 'second');
        const expected = bytesIn(account);
        expect(idsIn(expected).length).toBeGreaterThanOrEqual(names.length);

        const payloads = account.payloads(SUMMARY).map((text) => JSON.parse(text) as unknown);
        expect(payloads).toHaveLength(2);
        const refusals = () =>
          account
            .calls({ service: 's3', action: 'PutObject', functionName: SUMMARY })
            .flatMap((one) => one.errorCode ?? []);
        // The two workers start when the machine lets them, so it takes a few rounds until they are in each other's way.
        for (let round = 0; round < ROUNDS && refusals().length === 0; round += 1) {
          // Both runs as they were before their summaries.
          await forget(account, PLACE);
          const summaries = payloads.map((payload) => account.invokeBeside(SUMMARY, payload));
          expect((await Promise.all(summaries)).map(({ kind }) => kind)).toEqual(['done', 'done']);
          expect(bytesIn(account)).toEqual(expected);
        }
        expect(refusals().length).toBeGreaterThan(0);
        for (const code of refusals()) expect(['PreconditionFailed', 'ConditionalRequestConflict']).toContain(code);
      },
      { settings: atOnce(), ...READY, latencyMs: 50 },
    ));
});
