import { sha256 } from '../../../src/aws/sha256';
import { eventsOf, pagerDuty } from '../../../src/notify/channels/pagerduty';
import { Refused } from '../../../src/notify/later';
import { NOTICE_CLASSES } from '../../../src/domain/notice/notice';
import { aNotice } from '../../support/notices';
import { secretOf, somePost } from '../support/posting';

const NOW = new Date('2026-11-29T03:00:00Z');
const KEY = '0123456789abcdef0123456789abcdef';
const events = (overrides: Parameters<typeof aNotice>[0]) => eventsOf(aNotice(overrides), 'one', sha256);

describe('PagerDuty', () => {
  it.each([
    ['us', 'https://events.pagerduty.com/v2/enqueue'],
    ['eu', 'https://events.eu.pagerduty.com/v2/enqueue'],
  ] as const)('is told in its service region %s', async (region, url) => {
    const { post, posted } = somePost({ status: 202 });
    await pagerDuty(secretOf(KEY), region, { post, sha256 })({ id: 'one', notice: aNotice() }, NOW);
    expect(posted).toMatchObject([{ url, body: { routing_key: KEY, event_action: 'trigger' } }]);
  });

  it('makes one alert of a thread', () => {
    expect(events({ thread: 'a' })).toMatchObject([{ dedup_key: 'a' }]);
    const [{ dedup_key: key } = {}] = events({ thread: 'x'.repeat(300) }) as { dedup_key?: string }[];
    expect(key).toHaveLength(64);
  });

  it('is told how bad it is', () => {
    const severities = NOTICE_CLASSES.map((of) => events({ class: of })[0]);
    expect(severities).toMatchObject(
      ['critical', 'error', 'info', 'info'].map((severity) => ({ payload: { severity } })),
    );
  });

  it('resolves the alerts of what is over, and makes one of the release', () => {
    expect(events({ thread: 'a', ends: ['a'] })).toMatchObject([
      { event_action: 'trigger', dedup_key: 'a/released', payload: { severity: 'info' } },
      { event_action: 'resolve', dedup_key: 'a' },
    ]);
    expect(events({ thread: 'many', ends: ['a', 'b'] })).toMatchObject([
      { event_action: 'trigger', dedup_key: 'many' },
      { event_action: 'resolve', dedup_key: 'a' },
      { event_action: 'resolve', dedup_key: 'b' },
    ]);
  });

  it('resolves no more than there is time for', () => {
    expect(events({ ends: Array.from({ length: 60 }, (_, index) => `thread-${index}`) })).toHaveLength(1 + 50);
  });

  it('is given links to the web alone, and no text longer than it takes', () => {
    const links = [
      { label: 'Runbook', href: 'docs/runbook.md#revoked' },
      { label: 'Summary', href: 'https://console.aws.amazon.com/s3' },
    ];
    const [event] = events({ links, headline: 'x'.repeat(2_000) });
    expect(event).toMatchObject({ links: [{ href: 'https://console.aws.amazon.com/s3', text: 'Summary' }] });
    const { summary } = (event as { payload: { summary: string } }).payload;
    expect(summary).toHaveLength(1_024);
  });

  it('is asked for nothing where the secret is no integration key, and does not show it', async () => {
    const { post, posted } = somePost();
    const told = pagerDuty(secretOf('short-key'), 'us', { post, sha256 })({ id: 'one', notice: aNotice() }, NOW);
    await expect(told).rejects.toThrow(Refused);
    await expect(told).rejects.not.toThrow('short-key');
    expect(posted).toEqual([]);
  });
});
