import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { startChromium } from '../__tests__/browser/support/chromium';
import { REPORT_FILE } from '../src/trial/report-file';
import { exitWith } from './exit-code';

/** Beside the report; git ignores both. */
const FOLDER = 'iam-guardrails-report/trial/pictures';
const SCREENS = {
  desk: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true },
};

/** Takes pictures of the trial's report for people to look at: each tab, and a row of it opened, in light and dark, on a desk and a phone. */
async function main(): Promise<boolean> {
  if (!existsSync(REPORT_FILE)) throw new Error(`${REPORT_FILE} is missing: npm start writes it`);
  mkdirSync(FOLDER, { recursive: true });
  const browser = await startChromium();
  try {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const screen of ['desk', 'phone'] as const) await takeAll(browser, colorScheme, screen);
    console.log(`The pictures are in ${FOLDER}`);
    return true;
  } finally {
    await browser.close();
  }
}

async function takeAll(browser: Browser, colorScheme: 'light' | 'dark', screen: keyof typeof SCREENS): Promise<void> {
  const context = await browser.newContext({ colorScheme, ...SCREENS[screen] });
  const page = await context.newPage();
  await page.goto(pathToFileURL(resolve(REPORT_FILE)).href);
  for (const [index, tab] of (await page.getByRole('tab').all()).entries()) {
    await tab.click();
    await take(page, join(FOLDER, `${colorScheme}-${screen}-${index}`));
  }
  await context.close();
}

/** @param file without what its name ends with */
async function take(page: Page, file: string): Promise<void> {
  await page.screenshot({ path: `${file}.png`, fullPage: true });
  const row = page.locator('[data-part=rows] > tr > td:first-child > button:visible').first();
  if ((await row.count()) === 0) return;
  await row.click();
  await row.scrollIntoViewIfNeeded();
  await page.screenshot({ path: `${file}-row.png`, fullPage: true });
  await row.click();
}

exitWith(main());
