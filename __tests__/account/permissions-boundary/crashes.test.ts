import { inLanes } from '../../../src/domain/in-lanes';
import { EmbeddedAccount } from '../../../src/embedded-account/account';
import {
  aRole,
  atOnce,
  audit,
  BATCH,
  EVIDENCE,
  INVENTORY,
  READY,
  SUMMARY,
  textOf,
  withCredentialReport,
} from '../../support/audit';
import { changesOf, crashAt } from '../../support/crashes';
import { subjects, templateFor } from '../../support/deployed';

// One lane, so that every run makes the same calls in the same order.
const settings = atOnce();

/** Accounts at work at the same time: the machine has few processors. */
const LANES = 3;

async function anAccount(): Promise<EmbeddedAccount> {
  const account = await EmbeddedAccount.start({ templatePath: templateFor(settings), ...READY });
  aRole(account, 'app', { tags: { Permissions_Services_9: 'stale' } });
  aRole(account, 'idle', { used: [] });
  await withCredentialReport(account);
  return account;
}

const KEPT = 'accounts/111122223333/permissions-boundary/evidence/';

/** What a run leaves behind: the whole of IAM, and the bytes of the summary and of the evidence kept. */
const traces = (account: EmbeddedAccount) => ({
  iam: account.snapshot(),
  json: textOf(account, 'summary.json'),
  csv: textOf(account, 'summary.csv'),
  evidence: account.objects(EVIDENCE, KEPT).map(({ key, body }) => [key, body.toString()]),
});

/** Runs to the end, with as many redrives as it takes. @returns how many */
async function redriven(account: EmbeddedAccount): Promise<number> {
  const run = await audit(account);
  let redrives = 0;
  while (run.status !== 'SUCCEEDED' && redrives < 3) {
    await account.redrive(run.arn);
    await account.idle();
    redrives += 1;
  }
  expect(run.status).toBe('SUCCEEDED');
  return redrives;
}

describe('a run whose function is terminated after any of its changes', () => {
  let uninterrupted: ReturnType<typeof traces>;
  const counts = new Map<string, number>();

  beforeAll(async () => {
    const account = await anAccount();
    await redriven(account);
    uninterrupted = traces(account);
    for (const name of [INVENTORY, BATCH, SUMMARY]) counts.set(name, changesOf(account, name));
    await account.stop();
  });

  it.each([INVENTORY, BATCH, SUMMARY])('ends in the same account and the same summary: %s', async (name) => {
    const changes = counts.get(name) ?? 0;
    expect(changes).toBeGreaterThanOrEqual(2);
    const attempts = Array.from({ length: changes + 1 }, (_, nth) => nth);
    await inLanes(attempts, LANES, async (nth) => {
      const account = await anAccount();
      crashAt(account, name, nth);
      expect([nth, await redriven(account)]).toEqual([nth, 1]);
      // At least once: a crash between the publishing and its mark may repeat it.
      expect([nth, subjects(account).filter((one) => one.includes('audited')).length > 0]).toEqual([nth, true]);
      expect({ nth, ...traces(account) }).toEqual({ nth, ...uninterrupted });
      await account.stop();
    });
  });
});
