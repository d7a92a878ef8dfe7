import * as fc from 'fast-check';
import { AccountPasses, type ShownSlot } from '../../../src/changes/recorded/passes';
import { VirtualClock } from '../../audit/support/virtual-clock';
import { aPrincipal } from '../../support/boundaries';

const SLOT = 'boundary';

/** Somebody as IAM shows them. */
interface Person {
  readonly id: string;
  readonly arn: string;
  readonly state?: string;
}

const arnOf = (name: string) => aPrincipal({ name }).arn.replace(/[^/]+$/, name);
const principalOf = (number: number) =>
  aPrincipal({ id: `AROA${number}`, name: `role-${number}`, arn: arnOf(`role-${number}`) });
const shown = ({ id, arn, state }: Person): ShownSlot => ({ id, arn, slot: SLOT, state });

/** What happens in the account, at its time of the clock. */
type Page = () => Promise<readonly Person[]> | readonly Person[];

/** @param passes pages of one pass after the other; the last is repeated */
function anAccount(...passes: readonly (readonly Page[])[]) {
  const clock = new VirtualClock();
  const reasons: string[] = [];
  const beganAt: number[] = [];
  const account = new AccountPasses<readonly Person[]>({
    clock,
    async *pages() {
      const pages = passes[Math.min(beganAt.length, passes.length - 1)] ?? [];
      beganAt.push(clock.now());
      for (const page of pages) yield await page();
    },
    slotsIn: (page) => page.map(shown),
    gaveUp: (why) => reasons.push(why),
  });
  const shows = (number: number, state = 'new', slot = SLOT) => account.shows(principalOf(number), slot, state);
  return { account, clock, reasons, beganAt, shows };
}

const holding = (numbers: readonly number[], state = 'new'): Page => {
  const people = numbers.map((number) => ({ id: principalOf(number).id, arn: principalOf(number).arn, state }));
  return () => people;
};

describe('a look at everybody', () => {
  it('shows what a principal holds by id and ARN', async () => {
    const { shows, reasons } = anAccount([holding([1, 2])]);
    await expect(Promise.all([shows(1), shows(2)])).resolves.toEqual([true, true]);
    expect(reasons).toEqual([]);
  });

  it.each<[string, Person[]]>([
    ['is not there', []],
    ['holds something else', [{ ...principalOf(1), state: 'other' }]],
    ['holds nothing', [{ id: principalOf(1).id, arn: principalOf(1).arn }]],
    ['has the same name and another id', [{ ...principalOf(1), id: 'AROASOMEBODYELSE', state: 'new' }]],
    ['has the same id and another name', [{ ...principalOf(1), arn: arnOf('renamed'), state: 'new' }]],
  ])('says nothing of somebody who %s', async (_, people) => {
    const { shows } = anAccount([() => people, holding([2])]);
    await expect(Promise.all([shows(1), shows(2), shows(2)])).resolves.toEqual([false, true, true]);
  });

  it('says nothing of another slot of the same principal', async () => {
    const { shows } = anAccount([holding([1])]);
    await expect(Promise.all([shows(1), shows(1, 'new', 'key-AKIA')])).resolves.toEqual([true, false]);
  });

  it('goes by the newer of two entries, in whichever order they come', async () => {
    const { shows } = anAccount([holding([1], 'old'), holding([1]), holding([2]), holding([2], 'old')]);
    await expect(Promise.all([...Array.from({ length: 4 }, () => shows(1)), shows(2)])).resolves.toEqual(
      Array.from({ length: 5 }, () => true),
    );
  });

  it('shows nothing that was put after it began', async () => {
    const later: Promise<boolean>[] = [];
    const put: Page = () => {
      if (later.length === 0) later.push(shows(2), shows(3), shows(3));
      return [];
    };
    const { shows, beganAt } = anAccount([], [put, holding([1, 2, 3])], [holding([1, 3])]);
    await expect(Promise.all([shows(1), shows(1), shows(1)])).resolves.toEqual([true, true, true]);
    await expect(Promise.all(later)).resolves.toEqual([false, true, true]);
    expect(beganAt).toHaveLength(3);
  });

  it('waits a little for others, and leaves those to be looked at alone who are no more than its pages', async () => {
    const { shows, beganAt } = anAccount([holding([1]), holding([2]), holding([3])]);
    await expect(Promise.all([shows(1), shows(2), shows(3)])).resolves.toEqual([false, false, false]);
    expect(beganAt).toEqual([0]);
    await expect(Promise.all([shows(1), shows(2), shows(3), shows(3)])).resolves.toEqual([true, true, true, true]);
    expect(beganAt).toHaveLength(2);
    expect(beganAt[1]).toBeGreaterThanOrEqual(2_000);
  });

  it('is made once before the first is put, for whoever waits for what its pages say', async () => {
    const { account, beganAt } = anAccount([holding([1])]);
    await Promise.all([account.first(), account.first()]);
    expect(beganAt).toHaveLength(1);
  });

  it.each<[string, (clock: VirtualClock) => Page, RegExp]>([
    ['takes too long', (clock) => () => clock.sleep(60_000).then(() => []), /more than 5 s/],
    ['is throttled', () => () => Promise.reject(new Error('Throttling')), /Throttling/],
  ])('is the last where it %s, and says why once', async (_, bad, why) => {
    let isBad = false;
    const page: Page = () => (isBad ? bad(clock)() : []);
    const { shows, clock, reasons, beganAt } = anAccount([page, holding([1])]);
    await expect(Promise.all([shows(1), shows(1), shows(1)])).resolves.toEqual([true, true, true]);
    isBad = true;
    await expect(Promise.all([shows(1), shows(1), shows(1)])).resolves.toEqual([false, false, false]);
    await expect(shows(1)).resolves.toBe(false);
    expect(reasons).toEqual([expect.stringMatching(why)]);
    expect(beganAt).toHaveLength(3);
  });

  it('reads no further page once it has taken too long', async () => {
    const read: number[] = [];
    const pages = [0, 1, 2].map((number) => async () => {
      read.push(number);
      if (beganAt.length > 1) await clock.sleep(4_000);
      return [];
    });
    const { account, shows, clock, beganAt } = anAccount(pages);
    await account.first();
    await Promise.all([1, 2, 3, 4].map((number) => shows(number)));
    await clock.sleep(60_000);
    expect(read).toEqual([0, 1, 2, 0, 1]);
  });

  it('answers at once whoever waits for the pass after one that failed', async () => {
    const joined: Promise<boolean>[] = [];
    const page: Page = () => {
      if (beganAt.length === 1) return [];
      joined.push(shows(2));
      return Promise.reject(new Error('Throttling'));
    };
    const { shows, clock, beganAt } = anAccount([page]);
    await Promise.all([shows(1), shows(1)]);
    await expect(Promise.all(joined)).resolves.toEqual([false]);
    expect(clock.now()).toBe(2_000);
  });

  it('never says that something stands which nobody saw after it was put, and answers everybody', async () => {
    const people = 12;
    const happening = fc.record({
      number: fc.nat(people - 1),
      at: fc.nat(20_000),
      what: fc.constantFrom('put', 'put', 'put', 'undo', 'recreate', 'rename'),
    });
    const faults = fc.array(
      fc.constantFrom('fine', 'fine', 'fine', 'missing', 'stale', 'doubled', 'late', 'throttled'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 40 }), faults, async (happenings, script) => {
        const clock = new VirtualClock();
        const now = new Map<number, Person>(
          Array.from({ length: people }, (_, number) => [number, { ...principalOf(number) }]),
        );
        const seen = new Map<number, number[]>();
        const asked: Promise<{ number: number; isShown: boolean; from: number; until: number }>[] = [];
        let [pass, last] = [0, [...now]];
        const passes = new AccountPasses<readonly Person[]>({
          clock,
          async *pages() {
            const fault = script[pass] ?? 'fine';
            pass += 1;
            await clock.sleep(fault === 'late' ? 7_000 : 400);
            if (fault === 'throttled') throw new Error('Throttling');
            const whole = fault === 'stale' ? last : [...now];
            const listed = fault === 'missing' ? whole.filter(([number]) => number % 2 === 0) : whole;
            for (const page of fault === 'doubled' ? [last, listed] : [listed]) {
              for (const [number, one] of page) {
                if (one.id !== principalOf(number).id || one.arn !== principalOf(number).arn) continue;
                if (one.state === 'new') seen.set(number, [...(seen.get(number) ?? []), clock.now()]);
              }
              yield page.map(([, one]) => one);
            }
            last = [...now];
          },
          slotsIn: (page) => page.map(shown),
          gaveUp: () => undefined,
        });
        await Promise.all(
          happenings.map(async ({ number, at, what }) => {
            await clock.sleep(at);
            const one = now.get(number) ?? principalOf(number);
            if (what === 'undo') now.set(number, { id: one.id, arn: one.arn });
            if (what === 'recreate') now.set(number, { ...one, id: `AROANEW${number}` });
            if (what === 'rename') now.set(number, { ...one, arn: arnOf('renamed') });
            if (what !== 'put') return;
            now.set(number, { id: one.id, arn: one.arn, state: 'new' });
            const from = clock.now();
            const isShown = passes.shows(principalOf(number), SLOT, 'new');
            asked.push(isShown.then((is) => ({ number, isShown: is, from, until: clock.now() })));
          }),
        );
        for (const { number, isShown, from, until } of await Promise.all(asked)) {
          const times = seen.get(number) ?? [];
          if (isShown) expect(times.some((time) => time > from && time <= until)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
