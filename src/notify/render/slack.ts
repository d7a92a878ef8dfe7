import { senderOf, titleOf, type Line, type List, type Notice } from '../../domain/notice/notice';
import { bold, codeBlock, escaped, escapedWithin, linked } from './mrkdwn';

/** Body of an incoming webhook, or of chat.postMessage beside its channel. */
export interface SlackMessage {
  /** What a phone shows of it. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

export type SlackBlock =
  | { readonly type: 'header'; readonly text: SlackText<'plain_text'> }
  | { readonly type: 'section'; readonly text: SlackText<'mrkdwn'> }
  | { readonly type: 'context'; readonly elements: readonly [SlackText<'mrkdwn'>] };

interface SlackText<T extends string> {
  readonly type: T;
  readonly text: string;
  /** Makes no links of what looks like one, so that no name becomes a channel, a person or an address. */
  readonly verbatim?: true;
}

/** Slack's own limits (Slack, Block Kit reference: header and section; a message has 50 blocks). */
const [MOST_IN_HEADER, MOST_IN_SECTION] = [150, 3_000];

/**
 * Characters of all blocks together. Slack documents no such limit, and refuses messages of some 13,200 characters as
 * `msg_blocks_too_long` (github.com/slackapi/bolt-js/issues/2509). So few need 40 blocks at most: one for each list, and
 * one for every 3,000 characters or part of the rest.
 */
const [MOST_IN_MESSAGE, MOST_LISTS] = [11_000, 20];

/** So many rows of a list somebody reads in a channel. */
const MOST_ROWS = 10;

/** So much of a sentence, of a row and of what is said of a list. */
const [MOST_IN_SENTENCE, MOST_IN_ROW, MOST_IN_HEADING] = [700, 300, 125];

/** A link that is longer is shown by no client in full. */
const MOST_IN_LINK = 1_000;

/** A notice as a message of Slack. */
export function slackOf(notice: Notice): SlackMessage {
  const { happened, done, actions, facts } = notice;
  const title = escapedWithin(titleOf(notice), MOST_IN_HEADER);
  const lists = notice.lists.slice(0, MOST_LISTS);
  const links = notice.links.map(({ label, href }) => linked(label, href)).filter((one) => one.length <= MOST_IN_LINK);
  const mark = (index: number) => (actions.length === 1 ? '' : `${index + 1}. `);
  const parts = [
    withHeading('What happened', happened.map(sentence)),
    withHeading('What was done', done.map(sentence)),
    withHeading(
      'What to do',
      actions.flatMap((action, index) => lineOf(action, mark(index), MOST_IN_SENTENCE)),
    ),
    facts.map(({ label, value }) => `*${escapedWithin(label, MOST_IN_HEADING)}:* ${escapedWithin(value, MOST_IN_ROW)}`),
  ];
  const sender = escaped(senderOf(notice));
  const fixed = [title, sender, ...links, ...lists.map(headingOf)].join('\n').length + lists.length * MORE;
  const [shown, rest] = fitting(parts, MOST_IN_MESSAGE - fixed);
  return {
    text: title,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title } },
      ...[...shown, ...listParts(lists, rest), links].flatMap(sectionsOf),
      { type: 'context', elements: [mrkdwn(sender)] },
    ],
  };
}

/** Room for how many rows are not shown. */
const MORE = 60;

const sentence = (text: string) => escapedWithin(text, MOST_IN_SENTENCE);

const withHeading = (heading: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : [bold(heading), ...lines];

const headingOf = ({ heading, about, total }: List) =>
  `*${escapedWithin(heading, MOST_IN_HEADING)}* (${total})${about === undefined ? '' : `. ${escapedWithin(about, MOST_IN_HEADING)}`}`;

/** A command is shown whole or not at all: half of one could do anything. */
function lineOf({ say, command }: Line, mark: string, most: number): readonly string[] {
  const said = `${mark}${escapedWithin(say, most)}`;
  if (command === undefined) return [said];
  const block = codeBlock(command);
  return [said, block.length <= MOST_IN_SECTION / 2 ? block : '(The command is too long for a message: see the mail.)'];
}

/** As many lines as there is room for, in their parts, and the room that is left. */
function fitting(parts: readonly (readonly string[])[], room: number): [readonly (readonly string[])[], number] {
  let left = room - ELSEWHERE.length - 1;
  const shown = parts.map((lines) =>
    lines.filter((line) => {
      const fits = line.length < left;
      if (fits) left -= line.length + 1;
      return fits;
    }),
  );
  const isWhole = shown.flat().length === parts.flat().length;
  return [isWhole ? shown : [...shown, [ELSEWHERE]], left];
}

const ELSEWHERE = 'Not all of it fits into a message: the mail says the rest.';

/** Every list with its number, and its first rows while there is room. */
function listParts(lists: readonly List[], room: number): readonly (readonly string[])[] {
  let left = room;
  return lists.map((list) => {
    const rows: string[] = [];
    let count = 0;
    for (const row of list.rows.slice(0, MOST_ROWS)) {
      const lines = lineOf(row, '• ', MOST_IN_ROW);
      const size = lines.join('\n').length + 1;
      if (size > left) break;
      left -= size;
      rows.push(...lines);
      count += 1;
    }
    const more = list.total - count;
    return [headingOf(list), ...rows, ...(more > 0 ? [`and ${more} more`] : [])];
  });
}

/** Lines in as few sections as hold them. */
function sectionsOf(lines: readonly string[]): readonly SlackBlock[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= MOST_IN_SECTION)
      texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(line);
  }
  return texts.map((text) => ({ type: 'section', text: mrkdwn(text) }));
}

const mrkdwn = (text: string): SlackText<'mrkdwn'> => ({ type: 'mrkdwn', text, verbatim: true });
