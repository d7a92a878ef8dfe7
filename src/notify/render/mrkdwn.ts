import { plain, wholeCharacters } from '../../domain/notice/notice';

/**
 * Text of a notice in Slack's mark-up, which Amazon Q passes on as it is.
 *
 * Slack reads `<!channel>`, `<@U…>` and `<https://…|…>` also within backticks, so these three characters are escaped
 * (Slack, Formatting text for app surfaces). A text stays on its line, and begins no block of code: nothing that a name
 * may hold reaches beyond itself. Words of the project's own are escaped as well: no caller has to know whose a text is.
 */
export function escaped(text: string): string {
  return Array.from(shown(text), escapeOne).join('');
}

/** The same, no longer than so many characters when it is escaped: neither a character nor its escape is cut in two. */
export function escapedWithin(text: string, limit: number): string {
  const pieces = Array.from(shown(text), escapeOne);
  const whole = pieces.join('');
  if (whole.length <= limit) return whole;
  let length = 0;
  const beyond = pieces.findIndex((piece) => {
    length += piece.length;
    return length > limit - 1;
  });
  return `${pieces.slice(0, beyond).join('')}…`;
}

const shown = (text: string) =>
  wholeCharacters(plain(text, Infinity)).replace(/`{3,}/g, (run) => "'".repeat(run.length));

const escapeOne = (one: string) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[one] ?? one;

/** A command to be copied: commands hold no backticks, and what stands in their place must not end the code. */
export const codeBlock = (command: string): string => `\`\`\`${escaped(command.replace(/`/g, "'"))}\`\`\``;

export const bold = (text: string): string => `*${escaped(text)}*`;

/** A link; a file of the project cannot be opened from a message, and is named. */
export function linked(label: string, href: string): string {
  if (!href.startsWith('https://')) return `${escaped(label)}: ${escaped(href)}`;
  const url = wholeCharacters(href).replace(/[^!-~]|[|<>]/gu, encodeURIComponent);
  return `<${escaped(url)}|${escaped(label)}>`;
}
