import fc from 'fast-check';
import type { Row } from '../../src/guardrails/permissions-boundary/run-summary';
import {
  BEGINNING,
  GROUPS,
  History,
  HOUR_MS,
  ROLES,
  SERVICES,
  USERS,
  type Event,
  type Happening,
} from './support/history';
import { aStore } from './support/memory-store';
import { wholeRun } from './support/whole-run';
import { draws } from '../support/thorough';

// Properties of many draws: seconds each on a busy machine.
jest.setTimeout(300_000);

const HISTORIES = draws(100);

const service = fc.constantFrom(...SERVICES);
const use = fc.record({
  kind: fc.constant('use' as const),
  who: fc.constantFrom(...USERS, ...ROLES),
  service,
  sessionHours: fc.constantFrom(0, 0, 11, 35),
});
const change: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('grant' as const, 'grant' as const, 'revoke' as const),
    to: fc.constantFrom(...USERS, ...ROLES, ...GROUPS, 'managed' as const),
    service,
  }),
  fc.record({
    kind: fc.constantFrom('join' as const, 'join' as const, 'leave' as const),
    who: fc.constantFrom(...USERS),
    group: fc.constantFrom(...GROUPS),
  }),
  fc.record({ kind: fc.constant('recreate' as const), who: fc.constantFrom(...ROLES) }),
);
/** Hours to the next thing that happens: minutes, hours, days, and sometimes as long as Access Advisor remembers. */
const pause = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 24 * 4 }).map((quarters) => quarters / 4) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 10 * 24 }) },
  { weight: 1, arbitrary: fc.integer({ min: 370 * 24, max: 400 * 24 }) },
);
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Happening>({ kind: 'run' }) },
  { weight: 3, arbitrary: use },
  { weight: 2, arbitrary: change },
);
const history = fc
  .array(fc.tuple(pause, happening), { minLength: 10, maxLength: 40, size: 'max' })
  .map((steps): Event[] => {
    let at = BEGINNING;
    return steps.map(([hours, one]) => ({ ...one, at: (at += hours * HOUR_MS) }));
  });

const after = (hours: number) => BEGINNING + hours * HOUR_MS;

/** What no sample is without: a service that is granted between runs. */
const GRANTED_LATER: Event[] = [
  { kind: 'run', at: after(0) },
  { kind: 'grant', to: 'app', service: 'ec2', at: after(100) },
  { kind: 'run', at: after(168) },
  { kind: 'run', at: after(336) },
];

/** Everything a row says, but for when its report was asked for. */
const told = (rows: readonly Row[]) =>
  rows.map(({ evidenceAt, ...row }) => ({ ...row, counted: evidenceAt !== undefined }));

/** Evidence that is kept of somebody who had a service granted after the first report. */
const SEEN_LATER = /"firstSeen":\[\{[^}]*\},\{/;

const tellsAt = (account: History, time: number) => ({
  page: account.page(time),
  lastUses: account.lastUses(time),
  report: (arn: string) => account.report(arn, time),
});

describe('an incremental run', () => {
  it('asks only about those to whom something happened, and ends in the same bytes when its summary is repeated', async () => {
    const account = new History([{ kind: 'grant', to: 'app', service: 'ec2', at: after(100) }], 0);
    const store = aStore();
    const run = (time: number) => wholeRun(new Date(time), tellsAt(account, time), store);
    expect((await run(after(0))).asked).toEqual(['Ops', 'Team', 'ada', 'app', 'bob', 'job']);
    const second = await run(after(168));
    expect(second.asked).toEqual(['app']);
    expect(second.summary.counts).toMatchObject({ audited: 6, reused: 5 });
    const objects = new Map(store.objects);
    await second.summarised();
    expect(store.objects).toEqual(objects);
  });

  it('finds what a full run finds, whatever happened in between', async () => {
    let reused = 0;
    let granted = 0;
    await fc.assert(
      fc.asyncProperty(history, fc.constantFrom(0, 4 * HOUR_MS), async (events, roleLagMs) => {
        const account = new History(events, roleLagMs);
        const [store, other] = [aStore(), aStore()];
        for (const { at } of events.filter(({ kind }) => kind === 'run')) {
          const now = new Date(at);
          const tells = tellsAt(account, at);
          const full = await wholeRun(now, tells, other, false);
          const incremental = await wholeRun(now, tells, store);
          expect(told(incremental.summary.principals)).toEqual(told(full.summary.principals));
          expect(full.summary.counts.reused).toBe(0);
          granted += [...other.objects.values()].filter((text) => SEEN_LATER.test(text)).length;
          reused += incremental.summary.counts.reused;
        }
      }),
      { numRuns: 1 + HISTORIES, examples: [[GRANTED_LATER, 0]] },
    );
    expect(reused).toBeGreaterThan(HISTORIES);
    // Or the histories would say nothing of what is granted lately.
    expect(granted).toBeGreaterThan(0);
  });
});
