import { roundTrips, upTo, type RecordedCall } from '../../src/embedded-account/calls';

const call = (arrival: number, answer: number): RecordedCall => ({
  ...{ service: 'iam', action: 'GetUser', callerArn: 'arn', status: 200, params: {} },
  // A clock that stood still: only the order counts.
  startedAt: 0,
  endedAt: 0,
  arrival,
  answer,
});

describe('roundTrips', () => {
  it.each([
    ['no call', [], 0],
    ['one call', [call(1, 2)], 1],
    ['calls side by side', [call(1, 4), call(2, 6), call(3, 5)], 1],
    ['a call after the others', [call(1, 3), call(2, 4), call(5, 6)], 2],
    ['a call after the first only', [call(1, 3), call(2, 6), call(4, 5)], 1],
    ['calls told in another order', [call(5, 6), call(1, 2), call(3, 4)], 3],
  ])('counts %s', (_, calls, expected) => {
    expect(roundTrips(calls)).toBe(expected);
  });
});

describe('upTo', () => {
  it('keeps what arrived before, answered or not, and drops what came after', () => {
    const [read, slow, attach, look] = [call(1, 3), call(2, 9), call(4, 5), call(6, 7)] as const;
    expect(upTo(attach, [read, slow, attach, look])).toEqual([read, slow, attach]);
  });
});
