/** Where the articles are that mails and alarms name, unless the settings say where else they can be read. */
export const RUNBOOK = 'docs/runbook.md';

/** Where an article is. @param runbook file or URL @param article its heading, as a fragment */
export function articleIn(runbook: string, article: string): string {
  return `${runbook}#${article}`;
}
