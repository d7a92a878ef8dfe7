import { BEGINNING, History, HOUR_MS } from '../support/history';
import { aStore } from '../support/memory-store';
import { wholeRun } from '../support/whole-run';

const after = (hours: number) => BEGINNING + hours * HOUR_MS;

/** A run, by the hours after which it began, and after which its batches had reports made. */
type Hours = readonly [begun: number, asked: number];

/** What a run of hour 96 lets a role do that may use ec2 since an hour, after runs that ended in this order. */
async function letThrough(grantedAfter: number, runs: readonly Hours[]): Promise<readonly string[]> {
  const account = new History(
    [
      { kind: 'grant', to: 'app', service: 's3', at: after(-100) },
      { kind: 'use', who: 'app', service: 's3', sessionHours: 0, at: after(10) },
      { kind: 'grant', to: 'app', service: 'ec2', at: after(grantedAfter) },
    ],
    0,
  );
  const store = aStore();
  const run = ([begun, asked]: Hours) => {
    const told = {
      page: account.page(after(begun)),
      lastUses: account.lastUses(after(begun)),
      report: (arn: string) => account.report(arn, after(asked)),
    };
    return wholeRun(new Date(after(begun)), told, store, true, new Date(after(asked)));
  };
  for (const one of runs) await run(one);
  const { summary } = await run([96, 96]);
  return summary.principals.find(({ name }) => name === 'app')?.decision.services ?? [];
}

describe('a service that was granted two days ago is let through', () => {
  it.each<[string, number, readonly Hours[]]>([
    [
      'where each run asked when it began',
      48,
      [
        [0, 0],
        [24, 24],
      ],
    ],
    [
      'where an older run was redriven after the grant',
      48,
      [
        [0, 0],
        [24, 24],
        [12, 72],
      ],
    ],
    [
      'where two runs of one night overlapped',
      28.5,
      [
        [0, 0],
        [28.3, 28.3],
        [27, 29],
      ],
    ],
  ])('%s', async (_, grantedAfter, runs) => {
    expect(await letThrough(grantedAfter, runs)).toContain('ec2');
  });
});
