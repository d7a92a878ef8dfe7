import { createHmac } from 'node:crypto';
import { hmacSha256 } from '../../../src/aws/sha256';
import { webhook } from '../../../src/notify/channels/webhook';
import { Refused } from '../../../src/notify/later';
import { aNotice } from '../../support/notices';
import { secretOf, somePost } from '../support/posting';

const NOW = new Date('2026-11-29T03:00:00Z');
const URL_OF = 'https://siem.example.com/in/xyz';
const KEY = '0123456789abcdef';

describe('a webhook', () => {
  it.each([
    ['a URL', URL_OF],
    ['JSON with a URL', JSON.stringify({ url: URL_OF })],
  ])('gets the notice unsigned where the secret is %s', async (_, secret) => {
    const { post, posted } = somePost();
    await webhook(secretOf(secret), { post, hmacSha256 })({ id: 'one', notice: aNotice() }, NOW);
    expect(posted).toEqual([
      {
        url: URL_OF,
        headers: { 'content-type': 'application/json' },
        body: { version: 1, id: 'one', notice: aNotice() },
      },
    ]);
  });

  it('gets it signed, with the time, where the secret has a key', async () => {
    const { post, posted } = somePost();
    const secret = JSON.stringify({ url: URL_OF, signingKey: KEY });
    await webhook(secretOf(secret), { post, hmacSha256 })({ id: 'one', notice: aNotice() }, NOW);
    const seconds = NOW.getTime() / 1000;
    const signed = `${seconds}.${JSON.stringify(posted[0]?.body)}`;
    const v1 = createHmac('sha256', KEY).update(signed).digest('hex');
    expect(posted[0]?.headers['x-guardrails-signature']).toBe(`t=${seconds},v1=${v1}`);
  });

  it.each([
    'http://siem.example.com/in',
    'siem.example.com',
    JSON.stringify({ url: 'http://siem.example.com/in' }),
    JSON.stringify({ url: URL_OF, signingKey: 'short' }),
    JSON.stringify({ url: URL_OF, token: 'x' }),
    '{"url": "https://siem.exa',
  ])('is asked for nothing where the secret is another thing, and does not show it: %s', async (secret) => {
    const { post, posted } = somePost();
    const told = webhook(secretOf(secret), { post, hmacSha256 })({ id: 'one', notice: aNotice() }, NOW);
    await expect(told).rejects.toThrow(Refused);
    await expect(told).rejects.not.toThrow('siem');
    expect(posted).toEqual([]);
  });
});
