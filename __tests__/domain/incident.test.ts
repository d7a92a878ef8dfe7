import { stepOf, type Incident } from '../../src/domain/incident';

const now = new Date('2026-06-01T12:00:00Z');
const secondsAgo = (seconds: number) => new Date(now.getTime() - seconds * 1_000);

/** An incident that began long ago; override only what the test is about. */
const anIncident = (overrides: Partial<Incident> = {}): Incident => ({
  accountId: '111122223333',
  principalId: 'AIDAROGUE000000000001',
  principalArn: 'arn:aws:iam::111122223333:user/rogue',
  number: 3,
  openedAt: secondsAgo(3_600),
  changes: [],
  ...overrides,
});

describe('stepOf', () => {
  it.each(['free', 'escaping', 'denied'] as const)('opens the first incident of a principal found %s', (found) => {
    expect(stepOf(undefined, found, now)).toEqual({ kind: 'open', number: 1 });
  });

  it.each(['free', 'escaping'] as const)('opens the next incident of a released principal found %s', (found) => {
    const released = anIncident({ closedAt: secondsAgo(1) });
    expect(stepOf(released, found, now)).toEqual({ kind: 'open', number: 4 });
  });

  it.each([
    ['just released, so read too early', 59, { kind: 'none' }],
    ['denied again since', 60, { kind: 'open', number: 4 }],
  ])('takes a denied principal for %s', (_, seconds, expected) => {
    expect(stepOf(anIncident({ closedAt: secondsAgo(seconds) }), 'denied', now)).toEqual(expected);
  });

  it.each([
    ['free in the burst that opened it', 'free', 59, 'join'],
    ['free long after, when somebody unseen took the deny away', 'free', 60, 'escalate'],
    ['denied, as it should be', 'denied', 3_600, 'join'],
    ['escaping at once', 'escaping', 1, 'escalate'],
  ] as const)('of an open incident whose principal is found %s', (_, found, seconds, kind) => {
    const incident = anIncident({ openedAt: secondsAgo(seconds) });
    expect(stepOf(incident, found, now)).toEqual({ kind, incident });
  });
});
