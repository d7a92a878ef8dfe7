import { roundTrips, type RecordedCall } from '../../src/local/calls';

const call = (startedAt: number, endedAt: number): RecordedCall => ({
  ...{ service: 'iam', action: 'GetUser', callerArn: 'arn', status: 200, params: {} },
  startedAt,
  endedAt,
});

describe('roundTrips', () => {
  it.each([
    ['no call', [], 0],
    ['one call', [call(0, 20)], 1],
    ['calls side by side', [call(0, 20), call(1, 25), call(2, 22)], 1],
    ['a call after the others', [call(0, 20), call(1, 25), call(25, 45)], 2],
    ['a call after the first only', [call(0, 20), call(1, 45), call(21, 41)], 1],
    ['calls told in another order', [call(60, 80), call(0, 20), call(30, 50)], 3],
  ])('counts %s', (_, calls, expected) => {
    expect(roundTrips(calls)).toBe(expected);
  });
});
