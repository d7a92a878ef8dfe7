import {
  plain,
  senderOf,
  titleOf,
  wholeCharacters,
  type Line,
  type List,
  type Notice,
} from '../../domain/notice/notice';
import * as mrkdwn from './mrkdwn';

/** A custom notification of Amazon Q Developer in chat applications (its administrator guide, Custom notifications). */
export interface CustomNotification {
  readonly version: '1.0';
  readonly source: 'custom';
  readonly content: {
    readonly textType: 'client-markdown';
    readonly title: string;
    readonly description: string;
    readonly nextSteps: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly metadata: {
    /** Notifications that name the same are shown in one thread, where the channel's preferences allow it. */
    readonly threadId: string;
    readonly summary: string;
    readonly eventType: string;
    readonly relatedResources: readonly string[];
    readonly additionalContext: Readonly<Record<string, string>>;
  };
}

/** No more than a channel shows: characters of the texts, and how many there are of each list. */
const MOST = { title: 250, description: 4_000, step: 350, summary: 300, threadId: 100, resource: 250, link: 500 };
const [MOST_STEPS, MOST_ROWS, MOST_RESOURCES, MOST_LINKS] = [5, 10, 10, 4];

/** A notice as Amazon Q Developer shows it in Slack, Teams or Chime. */
export function chatOf(notice: Notice): CustomNotification {
  const { class: noticeClass, guardrail, accountId, thread, happened, actions } = notice;
  const [first = notice.headline] = happened;
  return {
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: escapedWithin(titleOf(notice), MOST.title),
      description: descriptionOf(notice),
      nextSteps: actions.slice(0, MOST_STEPS).map(({ say }) => escapedWithin(say, MOST.step)),
      keywords: [noticeClass, guardrail, accountId],
    },
    metadata: {
      // What tells threads apart stands at the end.
      threadId: thread.slice(-MOST.threadId),
      summary: escapedWithin(first, MOST.summary),
      eventType: noticeClass,
      relatedResources: resourcesIn(notice),
      additionalContext: { class: noticeClass, guardrail, account: accountId },
    },
  };
}

/**
 * Teams reads Markdown, where `[words](address)` is a link, also by way of `[words][name]` and `[name]: address`. A text
 * that others chose may show an address, and none behind other words. Slack knows no such links.
 */
const unlinked = (text: string): string => wholeCharacters(plain(text, Infinity)).replace(/\](?=[[(:])/g, '] ');

const escaped = (text: string): string => mrkdwn.escaped(unlinked(text));
const escapedWithin = (text: string, limit: number): string => mrkdwn.escapedWithin(unlinked(text), limit);
const bold = (text: string): string => mrkdwn.bold(unlinked(text));
const linked = (label: string, href: string): string =>
  mrkdwn.linked(unlinked(label), href.startsWith('https://') ? href : unlinked(href));

/** As much as fits, the weightiest first: a line is left out whole, so that no command or link is cut in two. */
function descriptionOf(notice: Notice): string {
  const { happened, done, actions, facts, lists, links } = notice;
  const commands = actions.slice(0, MOST_STEPS).flatMap(commandOf);
  const shownLinks = links.map(({ label, href }) => linked(label, href)).filter((one) => one.length <= MOST.link);
  const end = [...shownLinks.slice(0, MOST_LINKS), escapedWithin(senderOf(notice), MOST.link)];
  const lines = [
    bold('What happened'),
    ...happened.map(escaped),
    bold('What was done'),
    ...done.map(escaped),
    ...(commands.length === 0 ? [] : [bold('Commands for the next steps'), ...commands]),
    ...facts.map(({ label, value }) => `${bold(`${label}:`)} ${escaped(value)}`),
    ...lists.flatMap(linesOf),
  ];
  let left = MOST.description - end.join('\n').length;
  const shown = lines.filter((line) => {
    if (line.length + 1 > left) return false;
    left -= line.length + 1;
    return true;
  });
  return [...shown, ...end].join('\n');
}

const commandOf = ({ command }: Line, index: number): readonly string[] =>
  command === undefined ? [] : [`${index + 1}. ${mrkdwn.codeBlock(command)}`];

function linesOf({ heading, about, rows, total }: List): readonly string[] {
  const shown = rows.slice(0, MOST_ROWS);
  const said = about === undefined ? '' : `. ${escaped(about)}`;
  const more = total - shown.length;
  return [
    `${bold(heading)} (${total})${said}`,
    ...shown.map(({ say }) => `• ${escaped(say)}`),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}

/** ARNs that the facts and the lists name. */
function resourcesIn({ facts, lists }: Notice): readonly string[] {
  const texts = [
    ...facts.map(({ value }) => value),
    ...lists.flatMap(({ rows }) => rows.slice(0, MOST_ROWS).map(({ say }) => say)),
  ];
  const arns = texts.flatMap((text) => /\barn:aws[\w-]*:[A-Za-z0-9+=,.@_/:-]+[A-Za-z0-9_]/.exec(text)?.[0] ?? []);
  return [...new Set(arns)].filter((arn) => arn.length <= MOST.resource).slice(0, MOST_RESOURCES);
}
