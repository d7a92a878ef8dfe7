import { senderOf, subjectOf, titleOf, type Fact, type Line, type List, type Notice } from '../../domain/notice/notice';

/** A mail, as SNS takes one. */
export interface Mail {
  /** Printable ASCII, under 100 characters, one line (SNS API reference, Publish). */
  readonly subject: string;
  readonly body: string;
}

/** A notice as a mail in plain text. */
export function mailOf(notice: Notice): Mail {
  return { subject: subjectOf(titleOf(notice)), body: textOf(notice) };
}

/** A notice as plain text: what happened, what was done, what to do, and then everything that helps. */
export function textOf(notice: Notice): string {
  const { happened, done, actions, facts, lists, links } = notice;
  const parts = [
    titleOf(notice),
    section('What happened', happened),
    section('What was done', done),
    actions.length === 0 ? '' : ['What to do:', ...stepsOf(actions)].join('\n'),
    tableOf(facts),
    ...lists.map(listOf),
    links.map(({ label, href }) => `${label}: ${href}`).join('\n'),
    senderOf(notice),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function section(heading: string, paragraphs: readonly string[]): string {
  return paragraphs.length === 0 ? '' : `${heading}:\n${paragraphs.join('\n\n')}`;
}

function stepsOf(actions: readonly Line[]): readonly string[] {
  const isAlone = actions.length === 1;
  return actions.flatMap((action, index) => lineOf(action, isAlone ? '' : `${index + 1}. `));
}

function tableOf(facts: readonly Fact[]): string {
  const width = Math.max(...facts.map(({ label }) => label.length)) + 2;
  return facts.map(({ label, value }) => `${`${label}:`.padEnd(width)}${value}`).join('\n');
}

function listOf({ heading, about, rows, total }: List): string {
  const more = total - rows.length;
  const lines = rows.flatMap((row) => lineOf(row, ''));
  const said = about === undefined ? '' : `. ${about}`;
  return [`${heading} (${total})${said}:`, ...lines, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n');
}

/** A command stands on a line of its own, to be copied as it is. */
function lineOf({ say, command }: Line, mark: string): readonly string[] {
  const below = ' '.repeat(mark === '' ? 4 : 2 + mark.length);
  return [`  ${mark}${say}`, ...(command === undefined ? [] : [`${below}${command}`])];
}
