import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startChromium } from '../__tests__/browser/support/chromium';
import { sha256 } from '../src/aws/sha256';
import { pageOf } from '../src/guardrails/permissions-boundary/report/page';
import { reportPage } from '../src/report/page/page';
import { exitWith } from './exit-code';
import { PLACE, summaryOf } from './report/summary';

const FOLDER = join(__dirname, '../docs/pictures');
/** Of an account that nobody has. */
const PRINCIPALS = 180;
const SERVICES = [
  ...['athena', 'cloudformation', 'cloudwatch', 'dynamodb', 'ec2', 'ecr', 'ecs', 'events', 'glue', 'kinesis', 'kms'],
  ...['lambda', 'logs', 'rds', 's3', 'secretsmanager', 'ses', 'sns', 'sqs', 'ssm', 'states', 'sts'],
];

/** Takes the pictures of the report that the README shows, in light and dark. */
async function main(): Promise<boolean> {
  const html = reportPage([pageOf(summaryOf(PRINCIPALS, SERVICES), PLACE)], sha256);
  const browser = await startChromium();
  try {
    for (const colorScheme of ['light', 'dark'] as const) await take(browser, html, colorScheme);
    return true;
  } finally {
    await browser.close();
  }
}

async function take(browser: Browser, html: string, colorScheme: 'light' | 'dark'): Promise<void> {
  const context = await browser.newContext({ colorScheme, viewport: { width: 1200, height: 1300 } });
  const page = await context.newPage();
  await page.setContent(html);
  await page.screenshot({ path: join(FOLDER, `report-${colorScheme}.png`) });
  await context.close();
}

exitWith(main());
