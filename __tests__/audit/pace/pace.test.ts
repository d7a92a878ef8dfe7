import { RefusedError } from '../../../src/audit/pace/lane';
import { Pace } from '../../../src/audit/pace/pace';
import { isThrottled } from '../../../src/aws/clients/error-kinds';
import { anError } from '../support/advised';
import { VirtualClock } from '../support/virtual-clock';

// Hundreds of steps in one test: seconds on a busy machine.
jest.setTimeout(120_000);

/** A pace, and an API behind it that notes when it was called. */
function paced(callsPerSecond: number, refuses: (at: number, count: number) => boolean = () => false) {
  const clock = new VirtualClock();
  const pace = new Pace({ callsPerSecond, clock, isThrottled });
  const times: number[] = [];
  const refused: number[] = [];
  const call = (action = 'TagRole') =>
    pace.run(action, async () => {
      const at = clock.now();
      times.push(at);
      const isRefused = refuses(at, times.length);
      await clock.sleep(40);
      if (!isRefused) return at;
      refused.push(at);
      throw anError('Throttling', 'Rate exceeded');
    });
  const calls = (count: number) => Promise.all(Array.from({ length: count }, () => call()));
  return { clock, pace, call, calls, times, refused };
}

/** The most calls in any second. */
const busiest = (times: readonly number[]) =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));

const gaps = (times: readonly number[]) => times.slice(1).map((at, index) => at - (times[index] ?? 0));

/** A bucket of so many tokens that fills at that rate, as IAM has one for each action. */
function bucket(rate: number) {
  let tokens = rate;
  let last = 0;
  return (at: number): boolean => {
    tokens = Math.min(rate, tokens + ((at - last) / 1_000) * rate);
    last = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

describe('a pace', () => {
  it.each([0.5, 1, 2, 2.5, 4, 5, 10, 20, 100])(
    'of %d calls per second never makes more in any second',
    async (rate) => {
      const { calls, times } = paced(rate);
      await calls(Math.ceil(rate * 5));
      expect(busiest(times)).toBeLessThanOrEqual(Math.ceil(rate));
    },
  );

  it('uses 95 % of its rate', async () => {
    const { calls, times } = paced(20);
    await calls(191);
    expect(times.at(-1)).toBeCloseTo(10_000, 6);
  });

  it('makes no burst after a pause', async () => {
    const { calls, clock, times } = paced(10);
    await calls(1);
    await clock.sleep(60_000);
    await calls(20);
    expect(Math.min(...gaps(times))).toBeGreaterThan(99);
  });

  it('makes up for a timer that fires a little late, and for no more', async () => {
    const { clock, pace, calls, times } = paced(20);
    const sleep = clock.sleep.bind(clock);
    jest.spyOn(clock, 'sleep').mockImplementation((ms) => sleep(ms + 2));
    await calls(191);
    expect(times.at(-1)).toBeLessThan(10_050);
    expect(busiest(times)).toBeLessThanOrEqual(20);
    expect(pace.stopped).toBeUndefined();
  });

  it('keeps one rate for each action', async () => {
    const { call, times } = paced(1);
    await Promise.all([call('TagRole'), call('TagUser'), call('TagRole')]);
    expect(times).toEqual([0, 0, expect.closeTo(1_052.6, 1)]);
  });

  it('hands on what a call answers and throws', async () => {
    const { pace } = paced(10);
    await expect(pace.run('GetUser', () => Promise.resolve('bob'))).resolves.toBe('bob');
    const gone = anError('NoSuchEntityException');
    await expect(pace.run('GetUser', () => Promise.reject(gone))).rejects.toBe(gone);
  });
});

describe('a refused call', () => {
  it('is made again before those that wait, after a second, and slows down the rest for good', async () => {
    const { call, times } = paced(10, (_, count) => count === 1);
    const order: number[] = [];
    await Promise.all(
      [0, 1, 2, 3, 4].map(async (index) => {
        await call();
        order.push(index);
      }),
    );
    expect(order).toEqual([0, 1, 2, 3, 4]);
    expect(times).toHaveLength(6);
    const [pause, ...others] = gaps(times);
    // The answer took 40 ms.
    expect(pause).toBeCloseTo(1_040, 6);
    for (const gap of others) expect(gap).toBeCloseTo(1_000 / (10 * 0.95 * 0.75), 6);
  });

  it('slows down once, however many were under way with it', async () => {
    const { calls, times } = paced(100, (_, count) => count <= 4);
    await calls(10);
    expect(gaps(times).at(-1)).toBeCloseTo(1_000 / (100 * 0.95 * 0.75), 6);
  });

  it('never slows down below a tenth', async () => {
    const { calls, times } = paced(10, (_, count) => count <= 9);
    await calls(4);
    expect(gaps(times).at(-1)).toBeCloseTo(1_000 / (10 * 0.95 * 0.1), 6);
  });

  it('is given up after ten times', async () => {
    const { call, times } = paced(10, () => true);
    const refusal = await call().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RefusedError);
    expect(refusal).toMatchObject({ message: 'TagRole was refused 10 times: Rate exceeded' });
    expect(times).toHaveLength(10);
  });

  it.each([2, 5, 20, 100])('is one of fifty at most where IAM allows %d per second', async (rate) => {
    const takes = bucket(rate);
    const { calls, times, refused } = paced(rate, (at) => !takes(at));
    await calls(rate * 30);
    expect(refused.length / times.length).toBeLessThanOrEqual(0.02);
  });

  it.each([2, 5, 20, 100])('is rare beside another client at a quarter of %d per second', async (rate) => {
    const takes = bucket(rate);
    const { clock, calls, times, refused } = paced(rate, (at) => !takes(at));
    const theirs = (rate / 4) * 60;
    const other = async () => {
      let lost = 0;
      for (let made = 0; made < theirs; made += 1) {
        if (!takes(clock.now())) lost += 1;
        await clock.sleep(4_000 / rate);
      }
      return lost;
    };
    const [lost] = await Promise.all([other(), calls(rate * 60)]);
    expect(lost / theirs).toBeLessThanOrEqual(0.01);
    expect(refused.length / times.length).toBeLessThanOrEqual(0.02);
  });
});

describe('a pace that was stopped', () => {
  it('makes no call any more, and says why', async () => {
    const { clock, pace, call, times } = paced(1);
    const all = Promise.allSettled([call(), call(), call()]);
    await clock.sleep(1);
    pace.stop(new Error('enough'));
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(call()).rejects.toThrow('enough');
    expect(times).toHaveLength(1);
  });

  it('leaves those beside it their calls, all at one rate', async () => {
    const { clock, pace, call, times } = paced(1);
    const other = pace.beside();
    const called: number[] = [];
    const theirs = () => other.run('TagRole', () => Promise.resolve(called.push(clock.now())));
    const all = Promise.allSettled([call(), theirs(), call(), theirs()]);
    await clock.sleep(1);
    pace.stop(new Error('enough'));
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(other.stopped).toBeUndefined();
    expect(Math.min(...gaps([...times, ...called]))).toBeGreaterThanOrEqual(1_000);
  });
});
