/** Where the articles are that alarms name. */
export const RUNBOOK = 'docs/runbook.md';
