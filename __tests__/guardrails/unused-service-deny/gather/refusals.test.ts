import type { RefusedCalls } from '../../../../src/aws/logs/refused-calls';
import { refusalsSince } from '../../../../src/guardrails/unused-service-deny/gather/refusals';
import { NOW } from '../../../support/permissions-boundary';
import { aStore } from '../../../audit/support/memory-store';

const HOUR_MS = 3_600_000;
const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR_MS);
const call = (source: string, hours: number, id = 'AIDAADA') => ({ id, source, at: ago(hours).toISOString() });

/** A log that answers so, and the times that it was asked for. */
function aLog(...answers: readonly Partial<Extract<RefusedCalls, { kind: 'complete' }>>[]) {
  const asked: (readonly [Date, Date])[] = [];
  const refusedCalls = (from: Date, to: Date): Promise<RefusedCalls> => {
    asked.push([from, to]);
    const answer = answers[asked.length - 1] ?? {};
    return Promise.resolve({ kind: 'complete', calls: [], isCut: false, scannedBytes: 1, ...answer });
  };
  return { asked, refusedCalls };
}
const ports = (store = aStore()) => ({ store, base: 'base', unusedAfterDays: 90, now: NOW });

describe('what a run knows of refused calls', () => {
  it('is nothing where there is no log group, and that is said', async () => {
    const { of, remarks } = await refusalsSince(ports());
    expect([of.size, remarks.join()]).toEqual([0, expect.stringContaining('from Access Advisor alone')]);
  });

  it('is asked for seven days at first, then for the time since the last query and an hour before it', async () => {
    const { asked, refusedCalls } = aLog();
    const store = ports().store;
    await refusalsSince({ ...ports(store), refusedCalls, now: ago(24) });
    await refusalsSince({ ...ports(store), refusedCalls });
    expect(asked).toEqual([
      [ago(24 + 7 * 24), ago(24)],
      [ago(25), NOW],
    ]);
  });

  it('is the latest of each user and service, what earlier runs have found among it, until it is too old', async () => {
    const { refusedCalls } = aLog(
      { calls: [call('sqs', 50), call('sns', 60), call('sqs', 70, 'AIDABOB'), call('s3', 24 * 91)] },
      { calls: [call('sqs', 3), call('sns', 99)] },
    );
    const store = ports().store;
    await refusalsSince({ ...ports(store), refusedCalls, now: ago(48) });
    const { of } = await refusalsSince({ ...ports(store), refusedCalls });
    expect(Object.fromEntries(of)).toEqual({
      AIDAADA: [
        { source: 'sns', at: ago(60).toISOString() },
        { source: 'sqs', at: ago(3).toISOString() },
      ],
      AIDABOB: [{ source: 'sqs', at: ago(70).toISOString() }],
    });
  });

  it('is what was known before where a query fails; it is said, and the next one asks for its time as well', async () => {
    const store = ports().store;
    const { asked, refusedCalls } = aLog({ calls: [call('sqs', 50)] });
    await refusalsSince({ ...ports(store), refusedCalls, now: ago(48) });
    const fails = () => Promise.resolve({ kind: 'failed', why: 'the query ended as Timeout' } as const);
    const { of, remarks } = await refusalsSince({ ...ports(store), refusedCalls: fails, now: ago(24) });
    expect([of.size, remarks.join()]).toEqual([1, expect.stringContaining('(the query ended as Timeout)')]);
    await refusalsSince({ ...ports(store), refusedCalls });
    expect(asked[1]).toEqual([ago(49), NOW]);
  });

  it('is told to be cut where a query returns no more rows', async () => {
    const { remarks } = await refusalsSince({ ...ports(), refusedCalls: aLog({ isCut: true }).refusedCalls });
    expect(remarks.join()).toContain('some are missing');
  });
});
