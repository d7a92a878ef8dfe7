import { wholeCharacters, type Notice } from '../domain/notice/notice';
import { mailOf } from './render/text';

/** A notice as SNS publishes it. */
export interface Message {
  readonly subject: string;
  /** JSON by protocol: queues get the notice as data, everybody else the text of the mail. */
  readonly body: string;
  readonly attributes: { readonly class: string; readonly guardrail: string };
}

/** A notice on its way to the channels. */
export interface Sent {
  readonly version: 1;
  /**
   * The same for every copy of a notice, so that no channel is told twice.
   *
   * @default - that of the message in SNS
   */
  readonly id?: string | undefined;
  readonly notice: Notice;
}

/** SNS takes 256 KB for all protocols together (API reference, Publish). */
const MOST_BYTES = 256 * 1024;

/** @param id of the notice, where its maker knows one */
export function messageOf(notice: Notice, id?: string): Message {
  const { subject } = mailOf(notice);
  const attributes = { class: notice.class, guardrail: notice.guardrail };
  return { subject, body: bodyWithin(MOST_BYTES, notice, id), attributes };
}

/** What goes out: the mail has as much as it can, and the data what fits beside it. */
interface Parts {
  readonly mail: Notice;
  readonly data: Notice;
}

/** Cuts the lists of the data, then those of the mail, and where that is not enough every long text, until SNS takes it. */
function bodyWithin(most: number, notice: Notice, id: string | undefined): string {
  let parts: Parts = { mail: notice, data: notice };
  for (let left = 100; left > 0; left -= 1) {
    const body = bodyOf(parts, id);
    if (new TextEncoder().encode(body).length <= most) return body;
    parts = shorter(parts);
  }
  throw new Error(`the notice "${notice.headline.slice(0, 100)}" is too long for SNS, however it is cut`);
}

function shorter({ mail, data }: Parts): Parts {
  if (longestList(data) > 0) return { mail, data: withRows(data, Math.floor(longestList(data) / 2)) };
  if (longestList(mail) > 0) return { mail: withRows(mail, Math.floor(longestList(mail) / 2)), data };
  const half = Math.floor(Math.max(...textsOf(mail).map((text) => text.length)) / 2);
  return { mail: withTexts(mail, half), data: withTexts(data, half) };
}

function bodyOf({ mail, data }: Parts, id: string | undefined): string {
  const sent: Sent = { version: 1, ...(id !== undefined && { id }), notice: data };
  // Half a character throws in the SDK, at every attempt.
  return JSON.stringify({ default: wholeCharacters(mailOf(mail).body), sqs: wholeCharacters(JSON.stringify(sent)) });
}

const longestList = ({ lists }: Notice) => Math.max(0, ...lists.map(({ rows }) => rows.length));

/** The number of all rows stays, so that every rendering says how many are left out. */
const withRows = (notice: Notice, most: number): Notice => ({
  ...notice,
  lists: notice.lists.map((list) => ({ ...list, rows: list.rows.slice(0, most) })),
});

const textsOf = ({ headline, happened, done, facts }: Notice): readonly string[] => [
  ...[headline, ...happened, ...done],
  ...facts.map(({ value }) => value),
];

function withTexts(notice: Notice, most: number): Notice {
  const cut = (text: string) => (text.length > most ? `${text.slice(0, most)}… (cut: too long for SNS)` : text);
  return {
    ...{ ...notice, headline: cut(notice.headline), happened: notice.happened.map(cut), done: notice.done.map(cut) },
    facts: notice.facts.map(({ label, value }) => ({ label, value: cut(value) })),
  };
}
