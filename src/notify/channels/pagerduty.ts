import { titleOf, wholeCharacters, type Notice, type NoticeClass } from '../../domain/notice/notice';
import { Refused } from '../later';
import { textOf } from '../render/text';
import { accepted, type Post } from './answer';
import type { ReadSecret, TellChannel } from './teller';

/** Of PagerDuty's Events API v2. */
const SEVERITY: Readonly<Record<NoticeClass, 'critical' | 'error' | 'warning' | 'info'>> = {
  incident: 'critical',
  'action-needed': 'error',
  digest: 'info',
  heartbeat: 'info',
};

const HOSTS = { us: 'events.pagerduty.com', eu: 'events.eu.pagerduty.com' } as const;
const ROUTING_KEY = /^\w{32}$/;
/** Longest texts that the API takes (Events API v2, "PD-CEF fields", "dedup_key"). */
const SUMMARY_CHARACTERS = 1_024;
const DETAILS_CHARACTERS = 100_000;

/** One after the other, in the time of a function; who resolves more does it in PagerDuty. */
const MOST_RESOLVED = 50;

/** By an integration key: an alert for each incident or run, which its later notices join. */
export function pagerDuty(
  secret: ReadSecret,
  serviceRegion: keyof typeof HOSTS,
  { post, sha256 }: { readonly post: Post; readonly sha256: (text: string) => string },
): TellChannel {
  return async ({ id, notice }, now) => {
    const key = await secret();
    if (!ROUTING_KEY.test(key)) throw new Refused('the secret is no integration key of PagerDuty (32 characters)');
    const headers = { 'content-type': 'application/json' };
    for (const event of eventsOf(notice, id, sha256)) {
      const body = JSON.stringify({ routing_key: key, ...event });
      accepted(await post(`https://${HOSTS[serviceRegion]}/v2/enqueue`, { headers, body }), now);
    }
  };
}

/**
 * What PagerDuty makes an alert of, and what it resolves.
 *
 * A notice that ends a thread is an alert of its own: that somebody was released must not go unseen. Every event may come
 * twice, for all have keys.
 */
export function eventsOf(notice: Notice, id: string, sha256: (text: string) => string): readonly object[] {
  const { thread, ends = [], guardrail, accountId } = notice;
  // A thread may be longer than the 255 characters of a key.
  const keyOf = (of: string) => (of.length <= 255 ? of : sha256(of));
  const resolving = ends.slice(0, MOST_RESOLVED).map((one) => ({ event_action: 'resolve', dedup_key: keyOf(one) }));
  const trigger = {
    event_action: 'trigger',
    dedup_key: keyOf(ends.includes(thread) ? `${thread}/released` : thread),
    client: 'iam-guardrails',
    payload: {
      summary: wholeCharacters(titleOf(notice).slice(0, SUMMARY_CHARACTERS)),
      source: accountId,
      severity: ends.length > 0 ? 'info' : SEVERITY[notice.class],
      component: guardrail,
      group: accountId,
      class: notice.class,
      custom_details: { notice: id, text: wholeCharacters(textOf(notice).slice(0, DETAILS_CHARACTERS)) },
    },
    // It takes links to the web alone.
    links: notice.links.flatMap(({ label, href }) => (href.startsWith('https://') ? [{ href, text: label }] : [])),
  };
  return [trigger, ...resolving];
}
