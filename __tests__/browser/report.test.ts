import type { Browser, Page } from 'playwright-core';
import { sha256 } from '../../src/aws/sha256';
import { reportPage } from '../../src/report/page/page';
import type { ReportPrincipal } from '../../src/report/page/report';
import { aReport, called } from '../report/support';
import { accessibilityOf } from './support/axe';
import { describeBrowser, startChromium } from './support/chromium';
import { opened, type Opened } from './support/opened';

/** More than two pages of the table. The name of the first in the alphabet is `role-000`. */
const MANY = Array.from({ length: 250 }, (_, index) =>
  called(`role-${String(index).padStart(3, '0')}`, {
    cells: [(index * 7) % 101, index, '2026-05-31T03:00:00.000Z'],
    ...(index === 1 && { administersIam: true }),
    ...(index % 50 === 0 && { state: 'Failed', isToLookAt: true }),
    services: [{ label: 'Never used', names: index % 25 === 0 ? ['sqs', 'kms'] : ['sqs'] }],
  }),
);

/** What they are counted by. */
const TILES = [
  { label: 'Failed', value: 5, about: 'could not be bounded', shows: { state: 'Failed' } },
  { label: 'Administer IAM', value: 1, about: 'may change what others may do', shows: { trait: 'administersIam' } },
] as const;

/** The first three want a character that IAM lets no name have; a tag, an error or an imported report may. */
const HOSTILE: readonly string[] = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  '=cmd,@x.+-_',
  '${alert(1)}',
  '__proto__',
];

const names = (page: Page) => page.locator('[data-part=rows] > tr > td:first-child > button').allTextContents();
const sortBy = (page: Page, column: string) => page.getByRole('columnheader').getByText(column).click();
const count = (page: Page) => page.getByRole('status').textContent();

describeBrowser('the report in a browser', () => {
  let browser: Browser;
  const pages: Opened[] = [];

  const open = async (principals: readonly ReportPrincipal[] = MANY, ...more: [Parameters<typeof opened>[2]?]) => {
    const report = aReport({ principals, notes: ['A note.'] });
    const one = await opened(browser, reportPage([report], sha256), ...more);
    pages.push(one);
    return one;
  };

  beforeAll(async () => {
    browser = await startChromium();
  });
  afterEach(async () => {
    for (const { page } of pages.splice(0)) await page.context().close();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('opens from a file, asks for nothing but that, and has nothing to complain of', async () => {
    const { page, url, requests, complaints } = await open();
    expect(await page.title()).toBe('IAM guardrails of account 111122223333');
    expect(await count(page)).toBe('250 of 250 principals');
    expect(requests).toEqual([url]);
    expect(complaints).toEqual([]);
  });

  it('sorts by each column, and the other way round when it is asked again', async () => {
    const { page } = await open();
    await sortBy(page, 'Principal');
    expect((await names(page)).slice(0, 2)).toEqual(['role-000', 'role-001']);
    expect(await page.getByRole('columnheader', { name: 'Principal' }).getAttribute('aria-sort')).toBe('ascending');
    await sortBy(page, 'Principal');
    expect((await names(page)).slice(0, 2)).toEqual(['role-249', 'role-248']);
    await sortBy(page, 'May use');
    expect((await names(page)).slice(0, 2)).toEqual(['role-249', 'role-248']);
    expect(await page.locator('[aria-sort]').count()).toBe(1);
  });

  it('filters by words, outcome and what a person has to look at, and says how many are left', async () => {
    const { page } = await open();
    await page.getByLabel('Search').fill('KMS role-1');
    expect((await names(page)).sort()).toEqual(['role-100', 'role-125', 'role-150', 'role-175']);
    expect(await count(page)).toBe('4 of 250 principals');
    await page.getByLabel('To look at').check();
    expect((await names(page)).sort()).toEqual(['role-100', 'role-150']);
    await page.getByLabel('Search').fill('');
    await page.getByLabel('Outcome').selectOption('Would change');
    expect(await count(page)).toBe('0 of 250 principals');
  });

  it('shows whom a tile counts, and everybody again when it is asked once more', async () => {
    const one = await opened(browser, reportPage([aReport({ principals: MANY, tiles: TILES })], sha256));
    pages.push(one);
    const { page } = one;
    await page.getByLabel('Kind').selectOption('role');
    const failed = page.getByRole('button', { name: 'Failed 5 could not be bounded' });
    await failed.click();
    expect(await count(page)).toBe('5 of 250 principals');
    expect(await failed.getAttribute('aria-pressed')).toBe('true');
    expect(await page.getByLabel('Outcome').inputValue()).toBe('Failed');
    expect(await page.getByRole('status').isVisible()).toBe(true);
    await page.getByRole('button', { name: /^Administer IAM/ }).click();
    expect(await names(page)).toEqual(['role-001']);
    expect(await page.getByLabel('Administers IAM').isChecked()).toBe(true);
    expect(await failed.getAttribute('aria-pressed')).toBe('false');
    await page.getByRole('button', { name: /^Administer IAM/ }).click();
    expect(await count(page)).toBe('250 of 250 principals');
    expect((await accessibilityOf(page)).broken).toEqual([]);
  });

  it('makes no button of a tile that counts nobody, or whose rows it does not know', async () => {
    const { state, ...nobody } = { label: 'Failed', value: 0, about: 'failed', state: 'Failed' };
    const tiles = [
      { ...nobody, shows: { state } },
      { label: 'Services', value: 7, about: 'taken away' },
    ];
    const one = await opened(browser, reportPage([aReport({ tiles })], sha256));
    pages.push(one);
    expect(await one.page.locator('.tiles li').count()).toBe(2);
    expect(await one.page.locator('.tiles button').count()).toBe(0);
  });

  it('leaves out the roles of this project, says so, and shows them to those who ask', async () => {
    const { page } = await open([called('etl'), called('iam-guardrails-revoker', { isOwn: true })]);
    expect(await names(page)).toEqual(['etl']);
    expect(await count(page)).toBe('1 of 2 principals; 1 of this project not shown');
    await page.getByLabel("Show this project's own").check();
    expect(await names(page)).toEqual(['etl', 'iam-guardrails-revoker']);
    expect(await count(page)).toBe('2 of 2 principals');
  });

  it('says in the row of whoever administers IAM that they do', async () => {
    const { page } = await open([called('admin', { administersIam: true }), called('etl')]);
    const said = page.locator('[data-part=rows] > tr > td:first-child .soft');
    expect(await said.allTextContents()).toEqual(['role, administers IAM', 'role']);
  });

  it('shows of whom something is unused, and offers that where there is something', async () => {
    const { page } = await open([called('etl', { hasUnused: true }), called('api')]);
    await page.getByLabel('Unused').check();
    expect(await names(page)).toEqual(['etl']);
  });

  it('offers no choice among nobody', async () => {
    const { page } = await open([called('etl')]);
    expect(await page.locator('.controls label:visible').allTextContents()).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/own|Administers|Unused/)]),
    );
    expect(await page.getByLabel('To look at').isVisible()).toBe(true);
  });

  it('turns pages, and no further than the last', async () => {
    const { page } = await open();
    await sortBy(page, 'Principal');
    const [next, previous] = [
      page.getByRole('button', { name: 'Next' }),
      page.getByRole('button', { name: 'Previous' }),
    ];
    expect(await previous.isDisabled()).toBe(true);
    await next.click();
    expect((await names(page)).at(0)).toBe('role-100');
    await next.click();
    expect(await names(page)).toHaveLength(50);
    expect(await next.isDisabled()).toBe(true);
    await previous.click();
    expect((await names(page)).at(0)).toBe('role-100');
  });

  it('is used without a mouse: searched, sorted, and a principal opened and closed', async () => {
    const { page } = await open();
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.getByLabel('Search').focus();
    await page.keyboard.type('role-01');
    // Past the kind, the outcome, two check boxes and the region that scrolls to the head of the first column.
    await press('Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Enter');
    expect((await names(page)).slice(0, 2)).toEqual(['role-010', 'role-011']);
    await press('Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Enter');
    expect(await page.locator('.details').textContent()).toContain('Never used (1)sqs');
    await press('Enter');
    expect(await page.locator('.details').count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)(
    'compares runs by lines and by a table, which axe takes in %s',
    async (colorScheme) => {
      const runs = [10, 30, 20].map((principals, index) => ({
        ...({ runId: `run-${index}`, purpose: 'audit', startedAt: `2026-05-0${index + 1}T03:00:00.000Z` } as const),
        numbers: { principals },
      }));
      const measures = [{ key: 'principals', label: 'Principals', kind: 'number', value: 20 }] as const;
      const one = await opened(browser, reportPage([aReport({ measures, runs })], sha256), { colorScheme });
      pages.push(one);
      expect(await one.page.locator('.trend polyline').count()).toBe(1);
      await one.page.getByText('Past runs in numbers').click();
      const table = one.page.getByRole('region', { name: 'Past runs' });
      expect(await table.getByRole('row').allTextContents()).toEqual([
        ...['RunPrincipals', '2026-05-03 audit20', '2026-05-02 audit30', '2026-05-01 audit10'],
      ]);
      expect((await accessibilityOf(one.page)).broken).toEqual([]);
    },
  );

  it.each(['light', 'dark'] as const)(
    'draws when things began and ended, which axe takes in %s',
    async (colorScheme) => {
      const spans = [
        { label: 'ada', from: '2026-05-01T03:00:00.000Z', to: '2026-05-03T03:00:00.000Z' },
        { label: 'bob', from: '2026-05-06T03:00:00.000Z' },
      ];
      const timeline = { title: 'From the deny to the release', asOf: '2026-06-01T03:00:00.000Z', spans };
      const one = await opened(browser, reportPage([aReport({ timeline })], sha256), { colorScheme });
      pages.push(one);
      expect(await one.page.locator('.timeline li').allTextContents()).toEqual([
        ...['bobsince 2026-05-06 03:00', 'ada2026-05-01 03:00 to 2026-05-03 03:00'],
      ]);
      expect((await accessibilityOf(one.page)).broken).toEqual([]);
    },
  );

  it.each(['light', 'dark'] as const)('gives axe nothing to say against it in %s', async (colorScheme) => {
    const { page } = await open(MANY, { colorScheme });
    await page.getByRole('button', { name: 'role-000' }).click();
    const { held, broken } = await accessibilityOf(page);
    expect(broken).toEqual([]);
    expect(held).toBeGreaterThanOrEqual(20);
  });

  it('fits a phone: whatever a row says is read without scrolling sideways, and sorted by', async () => {
    const { page } = await open(MANY, { viewport: { width: 390, height: 844 }, isMobile: true });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await page.evaluate('document.querySelector(".wide").scrollWidth')).toBeLessThanOrEqual(390);
    await sortBy(page, 'Last used');
    expect(await page.getByRole('columnheader', { name: 'Last used' }).getAttribute('aria-sort')).toBe('ascending');
    expect((await page.locator('[data-part=rows] tr').first().innerText()).split('\n')).toContain('2026-05-31');
    expect((await accessibilityOf(page)).broken).toEqual([]);
  });

  it('shows names, reasons, services, tags and commands that are markup as the texts they are', async () => {
    const { page, complaints, dialogs, requests } = await open(
      HOSTILE.map((hostile) =>
        called(hostile, {
          ...{ state: hostile, decision: hostile, release: { label: hostile, value: hostile } },
          services: [{ label: hostile, names: [hostile] }],
          facts: [{ label: 'Tags', value: `Permissions_Used = ${hostile}` }],
        }),
      ),
    );
    expect((await names(page)).sort()).toEqual(HOSTILE.toSorted());
    for (const button of await page.locator('[data-part=rows] button').all()) await button.click();
    const details = await page.locator('.details').allTextContents();
    for (const hostile of HOSTILE) expect(details.join('\n')).toContain(`Permissions_Used = ${hostile}`);
    expect(await page.locator('[data-part=state] option').allTextContents()).toEqual(['all', ...HOSTILE.toSorted()]);
    expect(await page.locator('main img, main svg, main script').count()).toBe(0);
    expect({ dialogs, complaints, requests: requests.length }).toEqual({ dialogs: [], complaints: [], requests: 1 });
  });

  it('shows a guardrail a tab, and says beside each how many fit the search', async () => {
    const reports = [
      aReport({ principals: MANY }),
      aReport({ title: 'Unused credentials', principals: [called('role-007'), called('idle')] }),
    ];
    const one = await opened(browser, reportPage(reports, sha256));
    pages.push(one);
    const { page, complaints } = one;
    const tabs = page.getByRole('tab');
    await page.getByLabel('Search').fill('role-007');
    expect(await tabs.allTextContents()).toEqual(['Permissions boundaries 1', 'Unused credentials 1']);
    await tabs.first().focus();
    await page.keyboard.press('ArrowRight');
    expect(await tabs.last().getAttribute('aria-selected')).toBe('true');
    expect(await page.getByRole('tabpanel').getByRole('heading', { level: 2 }).allTextContents()).toEqual([
      'Unused credentials',
    ]);
    expect(await page.getByRole('tabpanel').getByRole('status').textContent()).toBe('1 of 2 principals');
    await page.getByLabel('Search').fill('');
    await tabs.first().click();
    expect(await page.getByRole('tabpanel').getByRole('status').textContent()).toBe('250 of 250 principals');
    expect((await accessibilityOf(page)).broken).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('shows the first of many services, and all of them to those who ask', async () => {
    const services = [{ label: 'Never used', names: Array.from({ length: 45 }, (_, index) => `service-${index}`) }];
    const { page } = await open([called('etl', { services })]);
    await page.getByRole('button', { name: 'etl' }).click();
    expect(await page.locator('summary').textContent()).toMatch(/service-39 and 5 more$/);
    expect(await page.getByText('service-44').isVisible()).toBe(false);
    await page.locator('summary').click();
    expect(await page.getByText('service-44').isVisible()).toBe(true);
  });

  it('shows when each service was last used, the latest first', async () => {
    const services = [{ label: 'Used', names: ['kms', 's3', 'sqs'], days: ['2026-05-02', '2026-05-31', '2026-05-02'] }];
    const { page } = await open([called('etl', { services })]);
    await page.getByRole('button', { name: 'etl' }).click();
    expect(await page.locator('.uses li').allTextContents()).toEqual(['2026-05-31 s3', '2026-05-02 kms, sqs']);
    expect((await accessibilityOf(page)).broken).toEqual([]);
  });

  it('shows the first of many days, and all of them to those who ask', async () => {
    const names = Array.from({ length: 14 }, (_, index) => `service-${index}`);
    const days = names.map((_, index) => `2026-05-${String(30 - index)}`);
    const { page } = await open([called('etl', { services: [{ label: 'Used', names, days }] })]);
    await page.getByRole('button', { name: 'etl' }).click();
    expect(await page.locator('summary').textContent()).toBe('and 2 earlier days');
    expect(await page.getByText('service-13').isVisible()).toBe(false);
    await page.locator('summary').click();
    expect(await page.getByText('service-13').isVisible()).toBe(true);
  });

  it('shows times of day in a column of times, and the day in one of days', async () => {
    const columns = [
      { label: 'Denied', kind: 'time' },
      { label: 'Last used', kind: 'day' },
    ] as const;
    const at = '2026-05-31T03:04:05.000Z';
    const report = aReport({ columns, principals: [called('etl', { cells: [at, at] })] });
    const one = await opened(browser, reportPage([report], sha256));
    pages.push(one);
    expect(await one.page.locator('td.day').allTextContents()).toEqual(['2026-05-31 03:04', '2026-05-31']);
  });

  it('shows the policy that is to be, with what is new and what goes', async () => {
    const lines = (service: string) => `{\n  "Action": [\n    "s3:*",\n    "${service}:*"\n  ]\n}`;
    const documents = [{ label: 'Permissions boundary', before: lines('sqs'), after: lines('sns') }];
    const { page } = await open([called('etl', { documents })]);
    await page.getByRole('button', { name: 'etl' }).click();
    expect(await page.locator('pre ins').allTextContents()).toEqual(['+     "sns:*"\n']);
    expect(await page.locator('pre del').allTextContents()).toEqual(['-     "sqs:*"\n']);
    expect(await page.locator('pre span').count()).toBe(5);
    expect((await accessibilityOf(page)).broken).toEqual([]);
  });

  it('prints everybody who was chosen, not a page of them', async () => {
    const { page } = await open();
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    expect(await names(page)).toHaveLength(250);
    await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
    expect(await names(page)).toHaveLength(100);
  });
});
