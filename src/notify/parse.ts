import * as z from 'zod/mini';
import { NOTICE_CLASSES, type Notice } from '../domain/notice/notice';
import { alarmNotice } from './alarm-notice';
import type { Known } from './channels/teller';
import { jsonOf } from './json';
import { Refused } from './later';
import { tamperingNotice } from './tampering-notice';

/** What SNS puts into a queue. */
const envelope = z.object({
  MessageId: z.string(),
  Message: z.string(),
  MessageAttributes: z.optional(z.record(z.string(), z.object({ Value: z.string() }))),
});

const line = z.object({ say: z.string(), command: z.optional(z.string()) });
const texts = z.array(z.string());
const list = z.object({
  heading: z.string(),
  about: z.optional(z.string()),
  ...{ rows: z.array(line), total: z.number() },
});

/** As src/notify/message.ts wrote it, perhaps of an earlier version: messages wait for up to two weeks. */
const sent = z.object({
  version: z.literal(1),
  id: z.optional(z.string()),
  notice: z.object({
    class: z.enum(NOTICE_CLASSES),
    guardrail: z.string(),
    accountId: z.string(),
    thread: z.string(),
    ends: z.optional(texts),
    headline: z.string(),
    ...{ happened: texts, done: texts, actions: z.array(line) },
    facts: z.array(z.object({ label: z.string(), value: z.string() })),
    lists: z.array(list),
    links: z.array(z.object({ label: z.string(), href: z.string() })),
  }),
});

/**
 * Reads a message of the queue.
 *
 * @returns undefined for what is no notice, no alarm that begins and no message about tampering: a topic may have other users
 * @throws Refused for what claims to be a notice and cannot be read
 */
export function knownOf(body: string): Known | undefined {
  const wrapped = z.safeParse(envelope, jsonOf(body));
  if (!wrapped.success) throw new Refused('the message is not in the form in which SNS delivers to queues');
  const { MessageId, Message, MessageAttributes = {} } = wrapped.data;
  if (MessageAttributes['class'] === undefined) {
    const notice = alarmNotice(jsonOf(Message)) ?? tamperingNotice(Message);
    return notice && { id: MessageId, notice };
  }
  const read = z.safeParse(sent, jsonOf(Message));
  if (!read.success) throw new Refused(`the message is no notice of version 1: ${pathsOf(read.error)}`);
  const { id = MessageId, notice } = read.data;
  return { id, notice: cleaned(notice) };
}

/** Names the keys that are wrong, never what they hold. */
const pathsOf = (error: z.core.$ZodError) => [...new Set(error.issues.map(({ path }) => path.join('.')))].join(', ');

type Read = z.infer<typeof sent>['notice'];
type ReadList = z.infer<typeof list>;

/** Without the keys that a notice leaves out. */
function cleaned({ ends, ...notice }: Read): Notice {
  const lists = notice.lists.map(({ about, rows, ...rest }: ReadList) => ({
    ...{ ...rest, rows: rows.map(lineOf) },
    ...(about !== undefined && { about }),
  }));
  return { ...notice, ...(ends && { ends }), lists, actions: notice.actions.map(lineOf) };
}

const lineOf = ({ say, command }: z.infer<typeof line>) => ({ say, ...(command !== undefined && { command }) });
