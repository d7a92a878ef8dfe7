import { slackBot, slackWebhook } from '../../../src/notify/channels/slack';
import { NotNow, Refused } from '../../../src/notify/later';
import { slackOf } from '../../../src/notify/render/slack';
import { aNotice } from '../../support/notices';
import { secretOf, somePost } from '../support/posting';

const NOW = new Date('2026-11-29T03:00:00Z');
const WEBHOOK = 'https://hooks.slack.com/services/T00/B00/xyz';
const known = (overrides: Parameters<typeof aNotice>[0] = {}) => ({ id: 'one', notice: aNotice(overrides) });

describe('an incoming webhook of Slack', () => {
  it('gets the message as it is', async () => {
    const { post, posted } = somePost();
    await slackWebhook(secretOf(WEBHOOK), post)(known(), NOW);
    expect(posted).toMatchObject([{ url: WEBHOOK, body: slackOf(aNotice()) }]);
  });

  it.each([
    'https://hooks.example.com/services/T/B/x',
    'http://hooks.slack.com/services/T/B/x',
    'xoxb-token',
    `${WEBHOOK}?x`,
  ])('is asked for nothing where the secret is another thing, and does not show it: %s', async (secret) => {
    const { post, posted } = somePost();
    const told = slackWebhook(secretOf(secret), post)(known(), NOW);
    await expect(told).rejects.toThrow(Refused);
    await expect(told).rejects.not.toThrow(secret);
    expect(posted).toEqual([]);
  });
});

describe('a bot of Slack', () => {
  function aBot(...bodies: readonly object[]) {
    const { post, posted } = somePost(...bodies.map((body) => ({ body: JSON.stringify(body) })));
    const first = new Map<string, string>();
    const threads = {
      firstOf: (thread: string) => Promise.resolve(first.get(thread)),
      keepFirst: (thread: string, message: string) => {
        if (!first.has(thread)) first.set(thread, message);
        return Promise.resolve();
      },
    };
    return { tell: slackBot(secretOf('xoxb-token'), 'C012345678', { post, threads }), posted, first };
  }

  it('shows what belongs together as a thread, and begins another for what does not', async () => {
    const { tell, posted } = aBot({ ok: true, ts: '1.1' }, { ok: true, ts: '1.2' }, { ok: true, ts: '1.3' });
    await tell(known({ thread: 'a' }), NOW);
    await tell(known({ thread: 'a', class: 'digest' }), NOW);
    await tell(known({ thread: 'b' }), NOW);
    expect(posted).toMatchObject([
      { url: 'https://slack.com/api/chat.postMessage', headers: { authorization: 'Bearer xoxb-token' } },
      { body: { channel: 'C012345678', thread_ts: '1.1', reply_broadcast: false } },
      {},
    ]);
    for (const { body } of [posted[0], posted[2]].flatMap((one) => one ?? []))
      expect(body).not.toHaveProperty('thread_ts');
  });

  it.each([
    ['incident', true],
    ['action-needed', true],
    ['digest', false],
    ['heartbeat', false],
  ] as const)('shows a later notice of class %s in the channel too: %s', async (of, isShown) => {
    const { tell, posted, first } = aBot({ ok: true, ts: '1.2' });
    first.set('a', '1.1');
    await tell(known({ thread: 'a', class: of }), NOW);
    expect(posted).toMatchObject([{ body: { thread_ts: '1.1', reply_broadcast: isShown } }]);
  });

  it.each(['channel_not_found', 'invalid_auth', 'not_in_channel', 'token_revoked'])(
    'is refused where Slack says %s, in an answer that HTTP calls a success',
    async (error) => {
      const { tell, first } = aBot({ ok: false, error });
      await expect(tell(known(), NOW)).rejects.toThrow(new Refused(`Slack says ${error}`));
      expect([...first]).toEqual([]);
    },
  );

  it.each(['ratelimited', 'internal_error', 'service_unavailable'])(
    'is asked again where Slack says %s',
    async (error) => {
      await expect(aBot({ ok: false, error }).tell(known(), NOW)).rejects.toThrow(NotNow);
    },
  );

  it('never repeats a text of the answer that is no error of Slack', async () => {
    await expect(aBot({ ok: false, error: 'xoxb-token is wrong' }).tell(known(), NOW)).rejects.toThrow(
      new Refused('Slack says no'),
    );
  });

  it('is asked again where it answers no JSON', async () => {
    const { post } = somePost({ body: '<html>' });
    const threads = { firstOf: () => Promise.resolve(undefined), keepFirst: () => Promise.resolve() };
    await expect(slackBot(secretOf('xoxb-token'), 'C1', { post, threads })(known(), NOW)).rejects.toThrow(NotNow);
  });

  it('does not post again where its answer was lost on the way, and begins the thread with the next notice', async () => {
    const { post, posted } = somePost({ body: '' }, { body: JSON.stringify({ ok: true, ts: '1.2' }) });
    const kept: string[] = [];
    const threads = {
      firstOf: () => Promise.resolve(kept[0]),
      keepFirst: (_: string, message: string) => Promise.resolve(void kept.push(message)),
    };
    const tell = slackBot(secretOf('xoxb-token'), 'C1', { post, threads });
    await tell(known(), NOW);
    expect([posted.length, kept]).toEqual([1, []]);
    await tell(known(), NOW);
    expect(kept).toEqual(['1.2']);
  });

  it('posts nothing where the secret is no token of a bot', async () => {
    const { post, posted } = somePost();
    const threads = { firstOf: () => Promise.resolve(undefined), keepFirst: () => Promise.resolve() };
    await expect(slackBot(secretOf(WEBHOOK), 'C1', { post, threads })(known(), NOW)).rejects.toThrow(Refused);
    expect(posted).toEqual([]);
  });
});
