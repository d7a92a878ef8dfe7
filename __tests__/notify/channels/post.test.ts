import { postWithin } from '../../../src/notify/channels/post';
import { NotNow, Refused } from '../../../src/notify/later';
import { aChannelThat, type LoopbackChannel, type Taking } from '../../support/loopback-channel';

const SECRET = 'sEcReT';
const URL_OF = `https://hooks.example.com/${SECRET}`;
const { fetch: hostFetch } = globalThis;

/** The server that stands in for every host. */
let server: LoopbackChannel | undefined;
afterEach(async () => {
  jest.restoreAllMocks();
  await server?.stop();
});

async function posting(taking: Taking, seconds = 5) {
  const { origin } = (server = await aChannelThat([taking]));
  jest
    .spyOn(globalThis, 'fetch')
    .mockImplementation((input, init) => hostFetch(new URL(new URL(input).pathname, origin), init));
  return postWithin(seconds)(URL_OF, { headers: { 'content-type': 'application/json' }, body: '{"a":1}' });
}

const errorOf = (answer: Promise<unknown>) =>
  answer.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a request to a channel', () => {
  it('has its headers and its body, and brings back what was answered', async () => {
    const answer = await posting({ status: 429, headers: { 'retry-after': '9' }, body: 'slowly' });
    expect(answer).toEqual({ status: 429, retryAfter: '9', body: 'slowly' });
    expect(server?.taken).toMatchObject([
      { path: `/${SECRET}`, body: '{"a":1}', headers: { 'content-type': 'application/json' } },
    ]);
  });

  it('follows no redirect', async () => {
    const answer = await posting({ status: 302, headers: { location: 'https://elsewhere.example.com/' } });
    expect(answer.status).toBe(302);
    expect(server?.taken).toHaveLength(1);
  });

  it('is given up where nobody answers in time, and does not say where it went', async () => {
    const error = await errorOf(posting('slow', 0.2));
    expect(error).toBeInstanceOf(NotNow);
    expect(String(error)).toBe('NotNow: no answer within 0.2 s');
  });

  it('is given up where the connection is dropped, and does not say where it went', async () => {
    const error = await errorOf(posting('drop'));
    expect(error).toBeInstanceOf(NotNow);
    expect(String(error)).toMatch(/^NotNow: the connection failed \(\w+\)$/);
  });

  it.each([
    ['lost', 5],
    ['late', 0.2],
  ] as const)('was taken where the channel says so and the rest of its answer is %s', async (rest, seconds) => {
    const answer = await posting({ status: 200, body: '{"ok":', rest }, seconds);
    expect(answer).toEqual({ status: 200, retryAfter: undefined, body: '' });
  });

  it.each([
    ['lost', 5],
    ['late', 0.2],
  ] as const)('is given up where the rest of an answer that is no success is %s', async (rest, seconds) => {
    expect(await errorOf(posting({ status: 503, body: 'not', rest }, seconds))).toBeInstanceOf(NotNow);
  });

  it.each(['http://hooks.example.com/x', 'ftp://hooks.example.com/x', 'x'])(
    'goes nowhere without TLS: %s',
    async (url) => {
      const fetch = jest.spyOn(globalThis, 'fetch');
      const error = await errorOf(postWithin(1)(url, { headers: {}, body: '' }));
      expect(error).toBeInstanceOf(Refused);
      expect(fetch).not.toHaveBeenCalled();
    },
  );

  it('reads no more of an answer than a channel may have to say', async () => {
    const { body } = await posting({ status: 200, body: 'x'.repeat(5_000_000) });
    expect(body.length).toBeGreaterThanOrEqual(512 * 1024);
    expect(body.length).toBeLessThan(1_000_000);
  });
});
