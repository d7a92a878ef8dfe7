import { DayCodes } from '../../../src/report/page/day-codes';

const DAY_MS = 86_400_000;
const days = (many: number) =>
  Array.from({ length: many }, (_, at) => new Date(at * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length));

describe('days by their place in a list', () => {
  it.each([
    [1, 1],
    [64, 1],
    [65, 2],
    [4_096, 2],
    [4_097, 3],
  ])('of %i take %i digits each, and are the same when they are read', (many, digits) => {
    const all = days(many);
    const codes = new DayCodes(all);
    const text = codes.of(all);
    expect(text).toHaveLength(many * digits);
    expect(codes.in(text)).toEqual(all);
  });

  it('are none where there is none', () => {
    const codes = new DayCodes([]);
    expect(codes.in(codes.of([]))).toEqual([]);
  });

  it.each(['2026-06-01', 'constructor'])('hold no %s that is not in the list', (day) => {
    expect(() => new DayCodes(days(3)).of([day])).toThrow(`the data of this page has no day ${day}`);
  });

  it.each(['D', '!'])('are none that %s could stand for beyond the list', (text) => {
    expect(() => new DayCodes(days(3)).in(text)).toThrow(`the data of this page has no day ${text}`);
  });
});
