import { isAfterOpening, stepOf, type Incident } from '../../../src/domain/ledger/incident';

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

/** Of a call that is judged some seconds after it was made. */
const at = (seconds = 5) => ({ now, madeAt: secondsAgo(seconds) });

describe('stepOf', () => {
  it.each(['free', 'escaping', 'denied'] as const)('opens the first incident of a principal found %s', (found) => {
    expect(stepOf(undefined, found, at())).toEqual({ kind: 'open', number: 1 });
  });

  it.each(['free', 'escaping'] as const)('opens the next incident of a released principal found %s', (found) => {
    const released = anIncident({ closedAt: secondsAgo(1) });
    expect(stepOf(released, found, at())).toEqual({ kind: 'open', number: 4 });
  });

  it.each([
    ['just released, so read too early', 59, { kind: 'none' }],
    ['denied again since', 60, { kind: 'open', number: 4 }],
  ])('takes a denied principal for %s', (_, seconds, expected) => {
    expect(stepOf(anIncident({ closedAt: secondsAgo(seconds) }), 'denied', at())).toEqual(expected);
  });

  it.each([
    ['free in the burst that opened it', 'free', 59, 'join'],
    ['free long after, when somebody unseen took the deny away', 'free', 60, 'escalate'],
    ['denied, as it should be', 'denied', 3_600, 'join'],
    ['escaping at once', 'escaping', 1, 'escalate'],
  ] as const)('of an open incident whose principal is found %s', (_, found, seconds, kind) => {
    const incident = anIncident({ openedAt: secondsAgo(seconds) });
    expect(stepOf(incident, found, at())).toEqual({ kind, incident });
  });

  it.each([
    ['earlier than it by a minute, so of an incident before it', 60, 'join'],
    ['of about its time', 59, 'escalate'],
    ['of the second in which it began, which CloudTrail cuts off', 0.9, 'escalate'],
    ['later', -10, 'escalate'],
  ] as const)('of an open incident, where the event of an escape arrives late that was %s', (_, earlier, kind) => {
    const incident = anIncident({ openedAt: secondsAgo(300) });
    expect(stepOf(incident, 'escaping', at(300 + earlier))).toEqual({ kind, incident });
  });
});

describe('isAfterOpening', () => {
  const incident = anIncident({ openedAt: new Date('2026-06-01T11:00:00.400Z') });

  it.each([
    ['a day earlier', '2026-05-31T11:00:00Z', false],
    ['of the same second, so perhaps earlier', '2026-06-01T11:00:00Z', false],
    ['of the next second, within what clocks differ by', '2026-06-01T11:00:01Z', false],
    ['of the second after that', '2026-06-01T11:00:02Z', true],
    ['a second later to the millisecond', '2026-06-01T11:00:01.400Z', true],
    ['a second later but for a millisecond', '2026-06-01T11:00:01.399Z', false],
    ['a day later', '2026-06-02T11:00:00Z', true],
  ])('holds for a call certainly made after the incident began: one %s', (_, time, expected) => {
    expect(isAfterOpening(new Date(time), incident)).toBe(expected);
  });
});
