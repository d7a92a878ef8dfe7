import { accepted, secondsOf } from '../../../src/notify/channels/answer';
import { NotNow, Refused } from '../../../src/notify/later';

const NOW = new Date('2026-11-29T03:00:00Z');
const taking = (status: number, retryAfter?: string) => () => {
  accepted({ status, retryAfter, body: '' }, NOW);
};

describe('an answer', () => {
  it.each([200, 202, 204])('of status %d is a success', (status) => {
    expect(taking(status)).not.toThrow();
  });

  it.each([408, 425, 429, 500, 502, 503, 504])('of status %d may be another one later', (status) => {
    expect(taking(status)).toThrow(NotNow);
  });

  it.each([301, 302, 307, 400, 401, 403, 404, 410, 413])('of status %d stays what it is', (status) => {
    expect(taking(status)).toThrow(Refused);
  });

  it.each([
    ['in seconds', '7', 7],
    ['as a date', 'Sun, 29 Nov 2026 03:01:30 GMT', 90],
    ['as a date that is over', 'Sun, 29 Nov 2026 02:00:00 GMT', 0],
    ['not at all', undefined, undefined],
    ['in a way that nobody understands', 'soon', undefined],
  ])('says %s when to ask again', (_, retryAfter, seconds) => {
    expect(secondsOf(retryAfter, NOW)).toBe(seconds);
    expect(taking(503, retryAfter)).toThrow(expect.objectContaining({ afterSeconds: seconds }) as Error);
  });
});
