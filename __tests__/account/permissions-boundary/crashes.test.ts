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
import { changesOf } from '../../support/crashes';
import { subjects, templateFor } from '../../support/deployed';
import { terminatedRun } from '../../support/terminated-functions';
import { placeAfter } from '../../support/thorough';

// One lane, so that every run makes the same calls in the same order.
const settings = atOnce();

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

describe('a run whose function is terminated after any of its changes', () => {
  let uninterrupted: ReturnType<typeof traces>;
  const counts = new Map<string, number>();

  beforeAll(async () => {
    const account = await anAccount();
    expect((await audit(account)).status).toBe('SUCCEEDED');
    uninterrupted = traces(account);
    for (const name of [INVENTORY, BATCH, SUMMARY]) counts.set(name, changesOf(account, name));
    await account.stop();
  });

  it.each([INVENTORY, BATCH, SUMMARY])('ends in the same account and the same summary: %s', async (name) => {
    const changes = counts.get(name) ?? 0;
    expect(changes).toBeGreaterThanOrEqual(2);
    const account = await anAccount();
    try {
      const { run, terminated } = await terminatedRun(account, { name, nth: Math.ceil(changes / 2), purpose: 'audit' });
      expect([run.cause, run.status]).toEqual([undefined, 'SUCCEEDED']);
      expect(terminated).toBe(placeAfter(changes + 1));
      // At least once: a crash between the publishing and its mark may repeat it.
      expect(subjects(account)).toContainEqual(expect.stringContaining('audited'));
      expect(traces(account)).toEqual(uninterrupted);
    } finally {
      await account.stop();
    }
  });
});
