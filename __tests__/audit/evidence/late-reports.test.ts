import { BEGINNING, History, HOUR_MS } from '../support/history';
import { aStore } from '../support/memory-store';
import { wholeRun } from '../support/whole-run';

const after = (hours: number) => BEGINNING + hours * HOUR_MS;

async function thirdRun(redriven: boolean) {
  const account = new History(
    [
      { kind: 'grant', to: 'app', service: 's3', at: after(-100) },
      { kind: 'use', who: 'app', service: 's3', sessionHours: 0, at: after(10) },
      { kind: 'grant', to: 'app', service: 'ec2', at: after(48) },
    ],
    0,
  );
  const store = aStore();
  const tells = (listed: number, read = listed) => ({
    page: account.page(after(listed)),
    lastUses: account.lastUses(after(listed)),
    report: (arn: string) => account.report(arn, after(read)),
  });
  await wholeRun(new Date(after(0)), tells(0), store);
  // A run of hour 12 fails in its map; that of hour 24 succeeds; ec2 is granted in hour 48;
  await wholeRun(new Date(after(24)), tells(24), store);
  // ... and in hour 72 somebody redrives the one of hour 12, as the mail about it says.
  if (redriven) await wholeRun(new Date(after(12)), tells(12, 72), store, true, new Date(after(72)));
  const { summary } = await wholeRun(new Date(after(96)), tells(96), store);
  return summary.principals.find(({ name }) => name === 'app');
}

describe('a service that was granted two days ago', () => {
  it.each([false, true])('is let through where an older run was redriven after that: %s', async (redriven) => {
    const row = await thirdRun(redriven);
    expect(row?.decision.services).toContain('ec2');
  });
});

it('is let through where two runs of one night overlapped (audit 03:00, upkeep 04:17)', async () => {
  const account = new History(
    [
      { kind: 'grant', to: 'app', service: 's3', at: after(-100) },
      { kind: 'use', who: 'app', service: 's3', sessionHours: 0, at: after(10) },
      { kind: 'grant', to: 'app', service: 'ec2', at: after(28.5) },
    ],
    0,
  );
  const store = aStore();
  const tells = (listed: number, read = listed) => ({
    page: account.page(after(listed)),
    lastUses: account.lastUses(after(listed)),
    report: (arn: string) => account.report(arn, after(read)),
  });
  await wholeRun(new Date(after(0)), tells(0), store);
  await wholeRun(new Date(after(28.3)), tells(28.3), store); // upkeep of 04:17
  await wholeRun(new Date(after(27)), tells(27, 29), store, true, new Date(after(29))); // audit of 03:00, whose last batch reads at 05:00
  const { summary } = await wholeRun(new Date(after(96)), tells(96), store);
  const row = summary.principals.find(({ name }) => name === 'app');
  expect(row?.decision.services).toContain('ec2');
});
