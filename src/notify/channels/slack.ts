import * as z from 'zod/mini';
import { jsonOf } from '../json';
import { NotNow, Refused } from '../later';
import { slackOf } from '../render/slack';
import { accepted, type Post } from './answer';
import type { ReadSecret, TellChannel } from './teller';

/** The first message of each thread, as Slack calls it. */
export interface Threads {
  /** @returns absent where the thread has none yet */
  firstOf(thread: string): Promise<string | undefined>;
  /** Keeps what is there where two were first. */
  keepFirst(thread: string, message: string, now: Date): Promise<void>;
}

const WEBHOOK = /^https:\/\/hooks\.slack(-gov)?\.com\/[\w/-]+$/;
const TOKEN = /^xoxb-[\w-]+$/;
const POST_MESSAGE = 'https://slack.com/api/chat.postMessage';
const JSON_TYPE = 'application/json; charset=utf-8';

/** By an incoming webhook: a message for each notice, in the channel that the webhook belongs to. */
export function slackWebhook(secret: ReadSecret, post: Post): TellChannel {
  return async ({ notice }, now) => {
    const url = await secret();
    if (!WEBHOOK.test(url)) {
      throw new Refused('the secret is no incoming webhook of Slack (https://hooks.slack.com/services/…)');
    }
    accepted(await post(url, { headers: { 'content-type': JSON_TYPE }, body: JSON.stringify(slackOf(notice)) }), now);
  };
}

const answer = z.object({ ok: z.boolean(), error: z.optional(z.string()), ts: z.optional(z.string()) });

/** Errors that pass by themselves (Slack API, chat.postMessage). */
const PASSING = [
  'ratelimited',
  'rate_limited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
];

/** By a bot: what belongs together is a thread. What a person must see at once is shown in the channel too. */
export function slackBot(
  secret: ReadSecret,
  slackChannel: string,
  { post, threads }: { readonly post: Post; readonly threads: Threads },
): TellChannel {
  return async ({ notice }, now) => {
    const token = await secret();
    if (!TOKEN.test(token)) throw new Refused('the secret is no token of a bot of Slack (xoxb-…)');
    const first = await threads.firstOf(notice.thread);
    const isUrgent = notice.class === 'incident' || notice.class === 'action-needed';
    const body = {
      ...slackOf(notice),
      channel: slackChannel,
      ...(first !== undefined && { thread_ts: first, reply_broadcast: isUrgent }),
    };
    const headers = { 'content-type': JSON_TYPE, authorization: `Bearer ${token}` };
    const replied = await post(POST_MESSAGE, { headers, body: JSON.stringify(body) });
    accepted(replied, now);
    const ts = tsOf(replied.body);
    if (first === undefined && ts !== undefined) await threads.keepFirst(notice.thread, ts, now);
  };
}

/**
 * Slack says what is wrong in an answer that HTTP calls a success. Where that was lost on its way, the message most likely
 * stands, and a second one would be worse than a thread that begins with the next.
 *
 * @returns undefined where nobody knows what Slack calls the message
 */
function tsOf(body: string): string | undefined {
  if (body === '') return undefined;
  const read = z.safeParse(answer, jsonOf(body));
  if (!read.success) throw new NotNow('Slack answered something that is not understood');
  const { ok, error = '', ts } = read.data;
  if (ok && ts !== undefined) return ts;
  const says = `Slack says ${/^\w{1,60}$/.test(error) ? error : 'no'}`;
  throw PASSING.includes(error) ? new NotNow(says) : new Refused(says);
}
