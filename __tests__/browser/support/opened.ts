import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { temporaryFolder } from '../../support/temporary-folder';

/** A page that lies in a file, opened in a browser that has no network. */
export interface Opened {
  readonly page: Page;
  readonly url: string;
  /** Addresses that the page has asked for, its own the first. */
  readonly requests: readonly string[];
  /** Everything the browser complained of: errors of scripts, and what the page's policy refused. */
  readonly complaints: readonly string[];
  /** Texts of dialogs that a script opened. */
  readonly dialogs: readonly string[];
}

/** Opens a page as whoever was mailed it does: from a file, in a session of its own. */
export async function opened(browser: Browser, html: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const file = join(temporaryFolder('guardrails-page-'), 'report.html');
  writeFileSync(file, html);
  const context = await browser.newContext({ offline: true, ...options });
  const page = await context.newPage();
  const [requests, complaints, dialogs]: [string[], string[], string[]] = [[], [], []];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (said) => complaints.push(`${said.type()}: ${said.text()}`));
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const url = pathToFileURL(file).href;
  await page.goto(url);
  return { page, url, requests, complaints, dialogs };
}
