import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { costTable } from '../../bench/cost/table';
import { csvOf } from '../../src/audit/summary-csv';
import { templateFor } from '../support/deployed';

const ROOT = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
  ...readdirSync(join(ROOT, 'src/guardrails')).map((room) => `src/guardrails/${room}/README.md`),
];

const headings = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-'));

describe('the runbook', () => {
  const articles = headings(read('docs/runbook.md'));
  const named = (text: string) => [...text.matchAll(/docs\/runbook\.md#([\w-]+)/g)].map(([, anchor = '']) => anchor);

  it('has an article for every alarm of the stack', () => {
    const anchors = new Set(named(readFileSync(templateFor(), 'utf8')));
    expect(anchors.size).toBeGreaterThanOrEqual(5);
    expect([...anchors].filter((anchor) => !articles.includes(anchor))).toEqual([]);
  });

  it('has an article for every notice', () => {
    const sources = ['src', 'handlers'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => read(`${folder}/${file}`)),
    );
    const linked = (text: string) => [...text.matchAll(/articleIn\([^']*'([\w-]+)'\)/g)].map(([, one = '']) => one);
    const anchors = sources.flatMap((text) => [...named(text), ...linked(text)]);
    expect(anchors.length).toBeGreaterThanOrEqual(8);
    expect(anchors.filter((anchor) => !articles.includes(anchor))).toEqual([]);
  });
});

describe('the rule book', () => {
  it.each([
    ['revoker', ['src/guardrails/revoker/decide.ts'], 12],
    ['permissions-boundary', ['src/guardrails/permissions-boundary/decide.ts', 'src/domain/protected.ts'], 18],
    ['plan of boundaries', ['src/domain/boundary-plan.ts'], 8],
  ])('has a row for every reason of a decision of the %s', (_, files, least) => {
    const types = files
      .map(read)
      .join('\n')
      .replace(/\/\*\*[^]*?\*\//g, '')
      .match(/export (type \w+Reason|const PROTECTIONS|const UNPLANNED_REASONS) =[^;]+;/g)
      ?.join('');
    const reasons = [...(types ?? '').matchAll(/'([\w-]+)'/g)].map(([, reason = '']) => reason);
    expect(reasons.length).toBeGreaterThanOrEqual(least);
    const book = read('docs/rules.md');
    expect(reasons.filter((reason) => !book.includes(`\`${reason}\``))).toEqual([]);
  });
});

describe('the README of the permissions-boundary', () => {
  it('explains every column of the summary', () => {
    const book = read('src/guardrails/permissions-boundary/README.md');
    const columns = csvOf([]).trim().split(',');
    expect(columns.length).toBeGreaterThanOrEqual(20);
    expect(columns.filter((column) => !book.includes(`\`${column}\``))).toEqual([]);
  });
});

describe('the README', () => {
  /** Without the widths of columns, which prettier makes. */
  const unpadded = (text: string) => text.replace(/ *\| */g, '|').replace(/-{2,}/g, '--');

  it('has the table of costs as npm run bench:cost prints it', () => {
    expect(unpadded(read('README.md'))).toContain(unpadded(costTable()));
  });
});

describe.each(documents)('%s', (document) => {
  it('links to files that exist', () => {
    const targets = [...read(document).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target = '']) => target);
    expect(targets.filter((target) => !existsSync(join(ROOT, dirname(document), target)))).toEqual([]);
  });
});
