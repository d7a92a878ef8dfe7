import type { SlackBlock, SlackMessage } from '../../notify/render/slack';

const WIDTH = 100;

/** A message as Slack would show it, as far as a terminal can: its blocks one below another, each line behind a bar. */
export function slackText({ blocks }: SlackMessage): string {
  return blocks
    .map(linesOf)
    .map((lines) => lines.map((line) => `│ ${line}`.trimEnd()).join('\n'))
    .join('\n│\n');
}

function linesOf(block: SlackBlock): readonly string[] {
  switch (block.type) {
    case 'header': {
      const title = shown(block.text.text);
      return [title, '='.repeat(Math.min(title.length, WIDTH))];
    }
    case 'section':
      return shown(block.text.text).split('\n');
    case 'context':
      return [`(${shown(block.elements[0].text)})`];
  }
}

/** Links as their label and address, code without its marks, and characters as what their escapes stand for. */
function shown(mrkdwn: string): string {
  return mrkdwn
    .replace(/<(https:\/\/[^|>]+)\|([^>]*)>/g, '$2: $1')
    .replace(/```([^`]*)```/g, '    $1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
