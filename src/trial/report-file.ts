import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Where the trial leaves the page about its audit, below the current folder: beside what the operator's command finds. */
export const REPORT_FILE = 'iam-guardrails-report/trial/report.html';

/** Writes the page; that of an earlier trial is gone then. */
export function keepReport(page: string): void {
  mkdirSync(dirname(REPORT_FILE), { recursive: true });
  writeFileSync(REPORT_FILE, page);
}
