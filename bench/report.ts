import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { startChromium } from '../__tests__/browser/support/chromium';
import { sha256 } from '../src/aws/sha256';
import { SERVICE_PREFIXES } from '../src/domain/policy/service-prefixes';
import { pageOf } from '../src/guardrails/permissions-boundary/report/page';
import { reportPage } from '../src/report/page/page';
import { exitWith } from './exit-code';
import { PLACE, summaryOf } from './report/summary';

/**
 * How large the report of a large account is, and how long chromium takes to open it and to filter, beside an empty page.
 *
 * Ends with 1 where a bound is broken.
 */
const MOST = { megabytes: 10, openSeconds: 2, filterMs: 100 };
const [PRINCIPALS, SERVICES, ROUNDS] = [5_000, 200, 5];

async function main(): Promise<boolean> {
  const before = performance.now();
  const html = pageOfPrincipals(PRINCIPALS);
  const rendered = (performance.now() - before) / 1000;
  const folder = mkdtempSync(join(tmpdir(), 'guardrails-report-'));
  const fileOf = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return pathToFileURL(join(folder, name)).href;
  };
  const [report, empty] = [fileOf('report.html', html), fileOf('empty.html', '<!doctype html><title>empty</title>')];
  // A page without a table has nothing that a search could be compared with.
  const nobody = fileOf('nobody.html', pageOfPrincipals(0));
  const megabytes = Buffer.byteLength(html) / 1e6;

  const browser = await startChromium();
  try {
    const page = await browser.newPage();
    const nothing = await medianOf(() => secondsToOpen(page, empty));
    await page.goto(nobody);
    const filterNobodyMs = await medianOf(() => filterIn(page));
    const openSeconds = await medianOf(() => secondsToOpen(page, report));
    const filterMs = await medianOf(() => filterIn(page));
    console.log(`${PRINCIPALS} principals that may use ${SERVICES} services each\n`);
    console.log(`rendered in  ${rendered.toFixed(1)} s`);
    console.log(`size         ${megabytes.toFixed(1)} MB, at most ${MOST.megabytes}`);
    console.log(
      `opens in     ${openSeconds.toFixed(2)} s, at most ${MOST.openSeconds}; ${(openSeconds / nothing).toFixed(0)} times an empty page`,
    );
    console.log(
      `filters in   ${filterMs.toFixed(0)} ms, at most ${MOST.filterMs}; ${(filterMs / filterNobodyMs).toFixed(0)} times a page of nobody`,
    );
    return megabytes <= MOST.megabytes && openSeconds < MOST.openSeconds && filterMs < MOST.filterMs;
  } finally {
    await browser.close();
  }
}

/** The page of so many principals. */
const pageOfPrincipals = (principals: number): string =>
  reportPage([pageOf(summaryOf(principals, SERVICE_PREFIXES.slice(0, SERVICES)), PLACE)], sha256);

/** Until the rows are drawn and laid out. */
async function secondsToOpen(page: Page, url: string): Promise<number> {
  const before = performance.now();
  await page.goto(url);
  await page.evaluate('document.body?.getBoundingClientRect().height');
  return (performance.now() - before) / 1000;
}

/** A search that some fit, until its rows are laid out; measured in the page. */
const filterIn = (page: Page): Promise<number> =>
  page.evaluate(`(() => {
    const search = document.getElementById('search');
    const began = performance.now();
    search.value = search.value === 'billing' ? 'sqs worker' : 'billing';
    search.dispatchEvent(new Event('input'));
    document.body.getBoundingClientRect();
    return performance.now() - began;
  })()`);

async function medianOf(measure: () => Promise<number>): Promise<number> {
  const measured: number[] = [];
  for (let round = 0; round < ROUNDS; round++) measured.push(await measure());
  return measured.sort((one, other) => one - other)[Math.floor(ROUNDS / 2)] ?? NaN;
}

exitWith(main());
