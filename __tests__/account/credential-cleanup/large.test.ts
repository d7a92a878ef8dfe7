import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { EVIDENCE, READY, withOpenBucket } from '../../support/audit';
import { aKeyHolder, cleaning, CLEANUP_BASE, CLEANUP_MACHINE, cleanUp } from '../../support/cleanup';
import { inAccount, templateFor } from '../../support/deployed';
import { inOwnProcess, MEGABYTE } from '../../support/own-process';

const USERS = 5_000;
const settings = cleaning({ keys: { report: 30 } });

/** The longest payload that a function of the run got: that of the fullest batch. */
const longestPayload = (account: EmbeddedAccount, name: string): unknown =>
  JSON.parse(account.payloads(name).reduce((one, other) => (other.length > one.length ? other : one)));

describe('a run over 5,000 users that deactivates nothing', () => {
  it('makes less than 0.05 calls of IAM a user, and lists and judges in processes of less than 256 MB', () =>
    inAccount(
      async (account) => {
        for (let index = 0; index < USERS; index += 1) aKeyHolder(account, `user-${index}`, index % 2 === 0 ? 200 : 1);
        await cleanUp(account, 'large');
        const summary = account.objects(EVIDENCE, `${CLEANUP_BASE}/runs/large/summary.json`)[0]?.body.toString() ?? '';
        expect(JSON.parse(summary)).toMatchObject({ counts: { announced: USERS / 2, failed: 0 } });
        const calls = account.calls({ service: 'iam' }).filter(({ functionName }) => functionName !== undefined);
        expect(calls.length / USERS).toBeLessThan(0.05);

        const templatePath = templateFor(settings);
        // The inventory comes last: by root's hand it writes another manifest, for it knows no admin groups.
        for (const name of ['batch', 'inventory'].map((job) => `${CLEANUP_MACHINE}-${job}`)) {
          const { bytes } = await inOwnProcess({ account, templatePath, name }, longestPayload(account, name));
          expect(bytes).toBeLessThan(256 * MEGABYTE);
        }
      },
      // The processes act as root, and not as the functions; they go by the machine's clock.
      { ...READY, startAt: new Date(), templatePath: withOpenBucket(templateFor(settings)) },
    ));
});
