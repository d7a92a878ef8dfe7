import fc from 'fast-check';
import {
  grantedAtOf,
  historyOf,
  joined,
  withGrants,
  type GrantHistory,
} from '../../../src/audit/evidence/grant-history';

const SERVICES = ['ec2', 's3', 'sns', 'sqs'];
const DAY_MS = 86_400_000;

interface Report {
  readonly fetchedAt: string;
  readonly services: readonly { readonly service: string }[];
}

const onDay = (day: number, ...services: string[]): Report => ({
  fetchedAt: new Date(Date.UTC(2026, 0, 1) + day * DAY_MS).toISOString(),
  services: services.map((service) => ({ service })),
});

/** Few days, so that two reports often are of the same one. */
const report = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.subarray(SERVICES))
  .map(([day, services]) => onDay(day, ...services));
const reports = fc.array(report, { minLength: 1, maxLength: 12 });

const told = (all: readonly Report[]) => all.map((report) => historyOf(report)).reduce(joined);

/** Maps compare by the order of their entries elsewhere; what a history says does not depend on it. */
const said = ({ services, ...times }: GrantHistory) => ({
  ...times,
  services: Object.fromEntries([...services].sort()),
});

/** What the words say, looked up in all reports at once. */
function grantedAtIn(all: readonly Report[], service: string): string | undefined {
  const names = ({ services }: Report) => services.some((one) => one.service === service);
  const times = (some: readonly Report[]) => some.map(({ fetchedAt }) => fetchedAt).sort();
  const [firstSeen] = times(all.filter(names));
  const lastMissing = times(all.filter((one) => !names(one))).at(-1) ?? '';
  const wasTaken = firstSeen !== undefined && lastMissing > firstSeen;
  return firstSeen === times(all)[0] || wasTaken ? undefined : firstSeen;
}

describe('the history of grants', () => {
  it('knows nothing new of whom it has one report', () => {
    expect(grantedAtOf(told([onDay(0, 's3')]), 's3')).toBeUndefined();
  });

  it('dates a service to the first report that names it, and keeps that date', () => {
    const history = told([onDay(0, 's3'), onDay(1, 's3', 'sqs'), onDay(2, 'ec2', 's3', 'sqs')]);
    expect(
      withGrants(
        ['ec2', 's3', 'sqs'].map((service) => ({ service, entities: 0 })),
        history,
      ),
    ).toEqual([
      { service: 'ec2', entities: 0, grantedAt: onDay(2).fetchedAt },
      { service: 's3', entities: 0 },
      { service: 'sqs', entities: 0, grantedAt: onDay(1).fetchedAt },
    ]);
  });

  it('takes nothing for new that was taken away and granted again', () => {
    const history = told([onDay(0, 's3'), onDay(1, 's3', 'sqs'), onDay(2, 's3'), onDay(3, 's3', 'sqs')]);
    expect(grantedAtOf(history, 'sqs')).toBeUndefined();
  });

  it('says what all reports say at once, and of one that comes late too', () => {
    fc.assert(
      fc.property(reports, (all) => {
        const history = told(all);
        for (const service of SERVICES) expect(grantedAtOf(history, service)).toBe(grantedAtIn(all, service));
      }),
      { numRuns: 500 },
    );
  });

  it('is the same whatever order reports come in, and however often each of them', () => {
    const shuffled = reports.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all, ...all], { minLength: all.length * 3 })),
    );
    fc.assert(
      fc.property(shuffled, ([all, again]) => {
        expect(said(told(again))).toEqual(said(told(all)));
      }),
      { numRuns: 500 },
    );
  });

  it('is joined alike by whoever joins it: commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(reports, reports, reports, (...all) => {
        const [one, two, three] = all.map(told);
        if (!one || !two || !three) throw new Error('there are three');
        expect(said(joined(two, one))).toEqual(said(joined(one, two)));
        expect(said(joined(joined(one, two), three))).toEqual(said(joined(one, joined(two, three))));
        expect(said(joined(one, one))).toEqual(said(one));
        expect(said(joined(joined(one, two), two))).toEqual(said(joined(one, two)));
      }),
      { numRuns: 500 },
    );
  });
});
