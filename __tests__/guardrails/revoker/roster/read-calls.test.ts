import { readCalls } from '../../../../src/guardrails/revoker/roster/read-calls';

const MINUTE = 60_000;
const FROM = new Date('2026-06-01T12:00:00Z');
const ACCOUNT = '111122223333';

/** Reads a history of which no longer time than so can be read. */
async function read(longestMs: number, now: Date, isTooMuch = true) {
  const asked: number[] = [];
  const found = await readCalls(
    (_, from, to) => {
      const length = to.getTime() - from.getTime();
      asked.push(length);
      if (length <= longestMs) return Promise.resolve({ kind: 'complete', records: [] });
      return Promise.resolve({ kind: 'failed', why: 'too much', ...(isTooMuch && { isTooMuch }) });
    },
    FROM,
    now,
    ACCOUNT,
  );
  return { asked, found };
}

const after = (minutes: number) => new Date(FROM.getTime() + minutes * MINUTE);

describe('the calls that a roster follows', () => {
  it('are read until now where that can be', async () => {
    expect(await read(60 * MINUTE, after(60))).toEqual({
      ...{ asked: [60 * MINUTE], found: { calls: [], until: after(60) } },
    });
  });

  it('are read of a part of the time that is full of calls, and within three looks of one that is short enough', async () => {
    const looks = await Promise.all([60, 65, 70].map((minutes) => read(10_000, after(minutes))));
    expect(looks.map(({ asked }) => asked.length)).toEqual([2, 2, 2]);
    const ends = looks.flatMap(({ found }) => ('until' in found ? [found.until.getTime() - FROM.getTime()] : []));
    expect(ends.length).toBeGreaterThan(0);
    for (const end of ends) expect(end).toBeLessThanOrEqual(10_000);
  });

  it('are not asked for twice where the history cannot be read', async () => {
    expect(await read(0, after(60), false)).toEqual({ asked: [60 * MINUTE], found: { why: 'too much' } });
  });
});
