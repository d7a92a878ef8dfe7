import fc from 'fast-check';
import { BUSY, LEASE_SECONDS, SECONDS } from '../../../src/audit/contract';
import { BusyError, runLease } from '../../../src/audit/lease/run-lease';
import { someLeases } from '../../support/some-leases';
import { ACCOUNT } from '../support/subjects';

const START = new Date('2026-06-01T00:00:00.000Z');
const LEASE_MS = LEASE_SECONDS * 1_000;

/** Two guardrails of one account, and a clock. */
function someRuns() {
  let at = START;
  const leases = someLeases();
  const leaseOf = (guardrail: string) => runLease(guardrail, { accountId: ACCOUNT, leases, now: () => at });
  const later = (ms: number) => {
    at = new Date(at.getTime() + ms);
  };
  return { leases, later, now: () => at, one: leaseOf('one'), other: leaseOf('other') };
}
const run = { runId: 'run-1' };

describe('the right to call IAM', () => {
  it('is refused while another run has it, in words that name that run and its time', async () => {
    const { one, other } = someRuns();
    await one.take(run);
    const refused = other.take({ runId: 'run-2' });
    await expect(refused).rejects.toThrow(BusyError);
    await expect(refused).rejects.toMatchObject({
      name: BUSY,
      message:
        'run run-2 of the guardrail other waits for its turn: only one run calls IAM at a time, at the rate ' +
        'limits.iamCallsPerSecond, and it is the turn of run run-1 of the guardrail one ' +
        'until 2026-06-01T00:17:00.000Z, or longer if that run renews it',
    });
  });

  it('is refused to another run of the same guardrail as well', async () => {
    const { one } = someRuns();
    await one.take(run);
    await expect(one.take({ runId: 'run-2' })).rejects.toThrow(BusyError);
  });

  it('lasts longer than any function that has begun under it', () => {
    for (const seconds of Object.values(SECONDS)) expect(LEASE_SECONDS).toBeGreaterThan(seconds);
  });

  it('is renewed by every step of the run that has it, and by several batches at once', async () => {
    const { one, other, later } = someRuns();
    await one.take(run);
    later(LEASE_MS - 1);
    await Promise.all([one.take(run), one.take(run)]);
    later(LEASE_MS);
    await expect(other.take(run)).rejects.toThrow(BusyError);
  });

  it('goes to whoever waits once it is given back', async () => {
    const { one, other } = someRuns();
    await one.take(run);
    await one.giveBack(run);
    await expect(other.take(run)).resolves.toBeUndefined();
  });

  it('of a run that was aborted, or whose function died, is over by itself, and a redrive waits for who has it then', async () => {
    const { one, other, later } = someRuns();
    await one.take(run);
    later(LEASE_MS);
    await expect(other.take(run)).rejects.toThrow(BusyError);
    later(1);
    await other.take(run);
    await expect(one.take(run)).rejects.toThrow(BusyError);
    await other.giveBack(run);
    await expect(one.take(run)).resolves.toBeUndefined();
  });

  it('is given back by the run that has it alone', async () => {
    const { one, other, leases } = someRuns();
    await one.take(run);
    await other.giveBack(run);
    await one.giveBack({ runId: 'run-0' });
    expect(leases.held()).toMatchObject({ guardrail: 'one', runId: 'run-1' });
  });
});

describe('two runs whose steps come in any order, and die at any point', () => {
  const step = fc.record({
    by: fc.constantFrom('one' as const, 'other' as const),
    does: fc.constantFrom('step' as const, 'summary' as const, 'death' as const),
    laterMs: fc.constantFrom(0, 1, 1_000, SECONDS.batch * 1_000, LEASE_MS, LEASE_MS + 1),
  });

  it('are never both within the longest time of a function that was let call IAM', () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { one, other, later, now } = someRuns();
        const calls = { one: -Infinity, other: -Infinity };
        for (const { by, does, laterMs } of steps) {
          later(laterMs);
          const lease = by === 'one' ? one : other;
          // The summary comes when every batch has ended.
          if (does === 'summary') {
            if (calls[by] > now().getTime()) continue;
            await lease.giveBack(run);
          } else {
            const isLet = await lease.take(run).then(
              () => true,
              () => false,
            );
            if (!isLet) continue;
            // A function that dies was not heard of again, and may have called for as long as any other.
            calls[by] = now().getTime() + SECONDS.batch * 1_000;
            const rival = by === 'one' ? 'other' : 'one';
            expect(calls[rival]).toBeLessThanOrEqual(now().getTime());
          }
        }
      }),
    ));
});
