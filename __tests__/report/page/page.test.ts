import { createHash } from 'node:crypto';
import { sha256 } from '../../../src/aws/sha256';
import { decoded, type Encoded } from '../../../src/report/page/encoded';
import { reportPage } from '../../../src/report/page/page';
import type { Report } from '../../../src/report/page/report';
import { aPrincipal, aReport, called, COLUMNS } from '../support';

// Five thousand principals are rendered: seconds on a busy machine.
jest.setTimeout(120_000);

const page = (overrides: Partial<Report> = {}) => reportPage([aReport(overrides)], sha256);

/** What stands in the elements of a name, in their order, as a browser's parser finds where they end. */
const contentsOf = (html: string, name: 'script' | 'style') =>
  [...html.matchAll(new RegExp(`<${name}[^>]*>([\\s\\S]*?)</${name}`, 'gi'))].map(([, text = '']) => text);

const dataIn = (html: string) => JSON.parse(contentsOf(html, 'script')[0] ?? '') as Encoded;

const policyIn = (html: string): ReadonlyMap<string, string> => {
  const [, content = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
  const directives = content.replaceAll('&#39;', "'").split('; ');
  return new Map(directives.map((one) => [one.slice(0, one.indexOf(' ')), one.slice(one.indexOf(' ') + 1)]));
};

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const aMeasure = (label: string) => ({ key: 'principals', label, kind: 'number', value: 1 }) as const;
const aPastRun = (text: string) => ({
  ...({ runId: text, startedAt: text, purpose: 'audit' } as const),
  numbers: { principals: 1 },
});

const HOSTILE = '</script><script>alert(1)</script><!--<script>"\'`&\u2028\u2029';

describe('the page of a report', () => {
  it('holds every principal as it was given', () => {
    const used = [{ label: 'Used', names: ['kms', 's3'], days: ['2026-05-02', '2026-05-31'] }];
    const principals = [
      called('etl', { services: used }),
      called('idle', { cells: [null, null, null], services: [] }),
      called('put', { isToLookAt: true, release: { label: 'Gives back:', value: 'aws lambda invoke' } }),
    ];
    expect(decoded(dataIn(page({ principals })))).toEqual([{ columns: COLUMNS, principals }]);
  });

  it('lets no script and no style be but its own, and loads nothing', () => {
    const html = page();
    const [, script = ''] = contentsOf(html, 'script');
    const [style = ''] = contentsOf(html, 'style');
    expect(Object.fromEntries(policyIn(html))).toEqual({
      ...{ 'default-src': "'none'", 'script-src': hashOf(script), 'style-src': hashOf(style), 'img-src': 'data:' },
      ...{ 'base-uri': "'none'", 'form-action': "'none'" },
    });
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.search(/<(style|script|link)/));
  });

  it('names no resource of any other place', () => {
    const html = page();
    expect(html).not.toMatch(/https?:\/\//);
    expect([...html.matchAll(/\b(?:src|href|action|data|poster|srcset)="([^"]*)"/g)].map(([, to]) => to)).toEqual([
      'data:,',
    ]);
    expect(contentsOf(html, 'style').join('')).not.toMatch(/url\(|@import/);
  });

  it('has no style and no handler in an attribute, which its policy would refuse', () => {
    expect(page()).not.toMatch(/<[^>]+\s(style|on\w+)=/);
  });

  it.each<[string, (text: string) => Partial<Report>]>([
    ['a title', (title) => ({ title })],
    ['an account', (accountId) => ({ accountId })],
    ['a sentence', (text) => ({ about: [text] })],
    ['a fact', (text) => ({ facts: [{ label: text, value: text }] })],
    ['a tile', (text) => ({ tiles: [{ label: text, value: 1, about: text }] })],
    ['a note', (text) => ({ notes: [text] })],
    ['a chart', (text) => ({ charts: [{ title: text, unit: text, bars: [{ label: text, value: 1 }] }] })],
    ['a past run', (text) => ({ measures: [aMeasure(text)], runs: [aPastRun(text), aPastRun(text)] })],
    [
      'a timeline',
      (text) => ({ timeline: { title: text, asOf: text, spans: [{ label: text, from: text, to: text }] } }),
    ],
    ['a column', (label) => ({ columns: COLUMNS.map((column) => ({ ...column, label })) })],
    ['a name', (name) => ({ principals: [called(name)] })],
    ['a reason', (text) => ({ principals: [aPrincipal({ decision: text, state: text })] })],
    ['a cell', (text) => ({ principals: [aPrincipal({ cells: [1, 1, text] })] })],
    ['a service', (text) => ({ principals: [aPrincipal({ services: [{ label: text, names: [text] }] })] })],
    ['a day', (text) => ({ principals: [aPrincipal({ services: [{ label: 'Used', names: ['s3'], days: [text] }] })] })],
    ['a tag', (value) => ({ principals: [aPrincipal({ facts: [{ label: 'Tags', value }] })] })],
    ['a policy', (text) => ({ principals: [aPrincipal({ documents: [{ label: text, before: text, after: text }] })] })],
    ['a command', (text) => ({ principals: [aPrincipal({ release: { label: text, value: text } })] })],
  ])('takes markup in %s for text', (_, saying) => {
    const [hostile, harmless] = [page(saying(HOSTILE)), page(saying('harmless'))];
    const elements = (html: string) => html.match(/<[!/a-z][^\s>]*/gi);
    expect(elements(hostile)).toEqual(elements(harmless));
    expect(hostile).not.toMatch(/[\u2028\u2029]/);
    expect(contentsOf(hostile, 'script')).toHaveLength(2);
    expect(() => decoded(dataIn(hostile))).not.toThrow();
  });

  it.each(['@=+,.-_', '-rf', '__proto__', 'constructor', 'toString'])('shows whoever is called %s', (name) => {
    expect(decoded(dataIn(page({ principals: [called(name)] })))[0]?.principals).toEqual([called(name)]);
  });

  it('shows no characters that turn the direction of a text', () => {
    const [shown] = decoded(dataIn(page({ principals: [aPrincipal({ decision: 'exempt\u202Eesle ydobon' })] })));
    expect(shown?.principals[0]?.decision).toBe('exempt esle ydobon');
  });

  it('says of each report which account it is of, where there are several', () => {
    const other = aReport({ accountId: '444455556666' });
    const titles = (...reports: readonly Report[]) =>
      [...reportPage(reports, sha256).matchAll(/<h2[^>]*>(.*?)<\/h2>/g)].map(([, title]) => title);
    expect(titles(aReport(), aReport())).toEqual(['Permissions boundaries', 'Permissions boundaries']);
    expect(titles(aReport(), other)).toEqual([
      ...['Permissions boundaries, account 111122223333', 'Permissions boundaries, account 444455556666'],
    ]);
  });

  it('is the same bytes for the same report', () => {
    const report = aReport({ principals: [called('one'), called('other')] });
    expect(reportPage([structuredClone(report)], sha256)).toBe(reportPage([report], sha256));
  });

  it('has at most 10 MB for 5,000 principals with long names and 200 services', () => {
    const services = Array.from({ length: 200 }, (_, index) => `a-service-${index}`);
    const principals = Array.from({ length: 5_000 }, (_, index) => {
      const name = `${String(index)}-`.padEnd(64, 'x');
      const isUsed = (_: string, at: number) => (at * 7919 + index) % 3 === 0;
      const used = services.filter(isUsed);
      return called(name, {
        services: [
          { label: 'Used', names: used },
          { label: 'Never used', names: services.filter((one, at) => !isUsed(one, at)) },
          { label: 'The boundary takes away', names: services.filter((one, at) => !isUsed(one, at)) },
        ],
        id: `AROA${String(index).padStart(17, '0')}`,
        release: { label: 'Gives back:', value: `aws lambda invoke ${name.repeat(5)}` },
      });
    });
    const bytes = Buffer.byteLength(page({ principals }));
    // No two principals in a row have the same services: each name is in the file somehow.
    expect(bytes).toBeGreaterThan(5_000 * 200);
    expect(bytes).toBeLessThanOrEqual(10_000_000);
  });
});
