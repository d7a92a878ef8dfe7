import {
  dayAfter,
  daysWarned,
  isWarned,
  standAfter,
  standingKey,
  warnedOn,
  type FoundOf,
  type Standings,
} from '../../../src/domain/run/countdown';

const START = '2026-06-01';
const KEY = standingKey('AIDAADA', 'key-AKIA1');
const found = (...things: readonly string[]): FoundOf[] => [
  { id: 'AIDAADA', announced: things.map((thing) => ({ thing })) },
];
const unused = found('key-AKIA1');
const unknown: FoundOf[] = [{ id: 'AIDAADA', announced: 'unknown' }];
const day = (offset: number) => dayAfter(START, offset);

/** What has stood in reports after runs on these days, each of which found the same or what is said of it. */
function after(...runs: readonly (number | readonly [number, readonly FoundOf[]])[]): Standings {
  return runs.reduce<Standings>((before, run) => {
    const [offset, found] = typeof run === 'number' ? [run, unused] : run;
    return standAfter(before, found, `${day(offset)}T12:00:00.000Z`);
  }, new Map());
}

describe('a day that a report has given', () => {
  const told = (on: string): FoundOf[] => [
    { id: 'AIDAADA', announced: [{ thing: 'key-AKIA1', due: { on, does: 'so' } }] },
  ];
  const standing = after(...[0, 1, 2].map((one) => [one, told(day(200))] as const)).get(KEY);

  it('holds, where the settings are made shorter, until it comes or another whole warning is over', () => {
    expect(isWarned(standing, 3, day(3))).toBe(false);
    expect(warnedOn(standing, 3, day(3))).toBe(day(6));
    const again = after(...[0, 1, 2].map((one) => [one, told(day(200))] as const), [3, told(day(6))]).get(KEY);
    expect([3, 4, 5].map((today) => isWarned(again, 3, day(today)))).toEqual([false, false, false]);
    expect([4, 5, 6, 9].map((today) => warnedOn(again, 3, day(today)))).toEqual([day(6), day(6), day(6), day(9)]);
    expect(isWarned(again, 3, day(6))).toBe(true);
  });

  it('holds where fewer days of warning are asked for', () => {
    const soon = after(...[0, 1, 2].map((one) => [one, told(day(4))] as const)).get(KEY);
    expect([isWarned(soon, 1, day(3)), warnedOn(soon, 1, day(3)), isWarned(soon, 1, day(4))]).toEqual([
      false,
      day(4),
      true,
    ]);
  });
});

describe('what a report announces', () => {
  const standing = after(0, 1, 2);

  it.each([
    [3, true, 3],
    [3, false, 2],
    [4, false, 3],
  ])('that is to stand in %d reports is, says %s, warned of on day %d', (warnDays, expected, today) => {
    expect(isWarned(after(...[0, 1, 2].filter((one) => one < today)).get(KEY), warnDays, day(today))).toBe(expected);
  });

  it('stands for no day before its first report', () => {
    expect(daysWarned(undefined, day(0))).toBe(0);
    expect(isWarned(undefined, 1, day(0))).toBe(false);
  });

  it('counts a day once, however many runs it has, and never that of the run itself', () => {
    const twice = after(0, 0, 1, 1, 1);
    expect(twice.get(KEY)).toMatchObject({ days: 2, lastDay: day(1) });
    expect(daysWarned(twice.get(KEY), day(1))).toBe(1);
    expect(daysWarned(twice.get(KEY), day(2))).toBe(2);
  });

  it('neither begins anew nor is hurried where days have no report', () => {
    const missed = after(0, 1, 30);
    expect(missed.get(KEY)).toMatchObject({ since: `${START}T12:00:00.000Z`, days: 3 });
    expect(isWarned(missed.get(KEY), 4, day(31))).toBe(false);
    expect(isWarned(missed.get(KEY), 3, day(31))).toBe(true);
  });

  it('is dropped once it is unused no longer, and begins anew when it comes back', () => {
    expect(after(0, 1, [2, found()]).size).toBe(0);
    expect(after(0, 1, [2, found()], 3).get(KEY)).toEqual({
      since: `${day(3)}T12:00:00.000Z`,
      days: 1,
      lastDay: day(3),
    });
  });

  it('is dropped with the principal', () => {
    expect(after(0, 1, [2, []]).size).toBe(0);
  });

  it('goes on standing where nobody could tell, without another day', () => {
    expect(after(0, 1, [2, unknown]).get(KEY)).toEqual(after(0, 1).get(KEY));
  });

  it('stands for itself, beside other things of the principal and for each principal', () => {
    const more = standAfter(
      after(0),
      [...found('key-AKIA1', 'user'), { id: 'AIDABOB', announced: [{ thing: 'user' }] }],
      `${day(1)}T00:00:00Z`,
    );
    expect([...more].map(([key, { days }]) => [key, days])).toEqual([
      [KEY, 2],
      [standingKey('AIDAADA', 'user'), 1],
      [standingKey('AIDABOB', 'user'), 1],
    ]);
  });

  it('is no warning to a run that began before the last report', () => {
    expect(daysWarned(standing.get(KEY), day(1))).toBe(0);
  });

  it.each([
    ['not yet', undefined, 0, 7],
    ['on three days', standing.get(KEY), 3, 4],
    ['long enough', after(0, 1, 2, 3, 4, 5, 6, 7, 8).get(KEY), 9, 0],
  ])('has stood long enough, where it has stood %s, so many days later', (_, stands, today, later) => {
    expect(warnedOn(stands, 7, day(today))).toBe(day(today + later));
  });
});
