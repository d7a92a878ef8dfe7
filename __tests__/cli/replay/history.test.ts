import type { EventHistory } from '../../../src/aws/cloudtrail/event-history';
import { historyBetween } from '../../../src/cli/replay/history';

const HOUR_MS = 3_600_000;
const from = new Date('2026-06-01T00:00:00Z');
const after = (hours: number) => new Date(from.getTime() + hours * HOUR_MS);

/** An event history of calls at these times, of which it answers so many at once. */
function aHistory(calls: readonly Date[], most = Infinity) {
  const asked: number[] = [];
  const history: EventHistory = (_, begin, end) => {
    asked.push((end.getTime() - begin.getTime()) / HOUR_MS);
    const found = calls.filter((at) => at >= begin && at <= end).map((at) => at.toISOString());
    return Promise.resolve(
      found.length > most ? { kind: 'failed', why: 'too much', isTooMuch: true } : { kind: 'complete', records: found },
    );
  };
  return { history, asked };
}

const until = (hours: number, history: EventHistory) => historyBetween(from, after(hours), history, () => undefined);

describe('the event history that a replay reads', () => {
  it('reads a day with too many calls in parts, and whole days again after it', async () => {
    const busy = [after(1), after(5), after(9)];
    const { history, asked } = aHistory([...busy, after(30)], 1);
    const { records, why } = await until(96, history);
    expect(records).toEqual([...busy, after(30)].map((at) => at.toISOString()));
    expect(why).toBeUndefined();
    expect(asked).toEqual([24, 4, 4, 4, 4, 4, 4, 24, 24, 24]);
  });

  it('counts a call once that is at the end of one part and at the beginning of the next', async () => {
    const { history } = aHistory([after(24)]);
    expect((await until(48, history)).records).toEqual([after(24).toISOString()]);
  });

  it('ends before the second that holds too much by itself, and says why', async () => {
    const { history } = aHistory([after(1), after(30), after(30)], 1);
    const { records, until: end, why } = await until(48, history);
    expect(records).toEqual([after(1).toISOString()]);
    expect(end).toEqual(new Date(after(30).getTime() - 1_000));
    expect(why).toBe('too much');
  });

  it('asks once where events may not be looked up', async () => {
    let calls = 0;
    const denied: EventHistory = () => {
      calls += 1;
      return Promise.resolve({ kind: 'failed', why: 'not allowed', isDenied: true });
    };
    expect(await until(48, denied)).toEqual({ records: [], until: from, why: 'not allowed' });
    expect(calls).toBe(1);
  });

  it('asks again for less where something else went wrong, whatever the words', async () => {
    const { history, asked } = aHistory([]);
    let calls = 0;
    const once: EventHistory = (...time) => {
      calls += 1;
      return calls === 1 ? Promise.resolve({ kind: 'failed', why: 'AccessDenied by a proxy' }) : history(...time);
    };
    expect((await until(24, once)).why).toBeUndefined();
    expect(asked).toEqual([4, 4, 4, 4, 4, 4]);
  });
});
