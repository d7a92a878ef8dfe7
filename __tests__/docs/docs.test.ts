import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { costTable } from '../../bench/cost/table';
import { COLUMNS } from '../../src/guardrails/permissions-boundary/report/columns';
import { UNPLANNED_REASONS } from '../../src/guardrails/permissions-boundary/plan';
import { BOUND_REASONS, LEAVE_REASONS } from '../../src/domain/run/reasons';
import { CLEANUP_LEAVE_REASONS } from '../../src/guardrails/credential-cleanup/judge/reasons';
import { DENY_CHANGE_REASONS, DENY_LEAVE_REASONS } from '../../src/guardrails/unused-service-deny/judge/reasons';
import type { Decision } from '../../src/guardrails/revoker/judge/decision';
import { announcementsOf } from '../../src/guardrails/revoker/report/notify';
import { furtherNotice, owedFor } from '../../src/guardrails/revoker/report/notify-further';
import { textOf } from '../../src/notify/render/text';
import { templateFor } from '../support/deployed';
import { aCall, aCaller, aUser, someRules } from '../support/revoker';

// Stacks are synthesised and bundled: seconds each on a busy machine.
jest.setTimeout(120_000);

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

/** The text of every source file. */
const sources = ['src', 'handlers'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => read(`${folder}/${file}`)),
);

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
    const linked = (text: string) => [...text.matchAll(/articleIn\([^']*'([\w-]+)'\)/g)].map(([, one = '']) => one);
    const anchors = sources.flatMap((text) => [...named(text), ...linked(text)]);
    expect(anchors.length).toBeGreaterThanOrEqual(8);
    expect(anchors.filter((anchor) => !articles.includes(anchor))).toEqual([]);
  });
});

describe('the article of the runbook about keys of temporary sessions', () => {
  const runbook = read('docs/runbook.md');
  const article = (name: string) =>
    runbook.split(/^## /m).find((one) => one.startsWith(`${name}\n`)) ?? `there is no article ${name}`;
  const call = aCall({ caller: aCaller({ accessKeyId: 'ASIAROGUE0000000001' }) });
  const user = aUser();
  const bodyOf = (decision: Decision) =>
    announcementsOf(call, decision, { kind: 'nothing-to-do' }, undefined, someRules())
      .slice(0, 1)
      .map(({ notice }) => textOf(notice))
      .join();
  const cuttingOff = /cannot be deactivated; how to cut it off: docs\/runbook\.md#([\w-]+)\n/;

  it.each<Decision>([
    { kind: 'undecidable', reason: 'admin-group', why: 'empty' },
    { kind: 'tell', reason: 'too-many-revocations', user },
    { kind: 'hold', reason: 'admin-unproven', user, isExpected: false },
    { kind: 'tell', reason: 'gone' },
  ])('is where a mail links that names such a key: %j', (decision) => {
    const [, name = ''] = cuttingOff.exec(bodyOf(decision)) ?? [];
    expect(article(name)).toContain('**To cut a key off.**');
    expect(article(name)).toMatch(
      /- `ASIA…` is the key of a temporary session, which `update-access-key` does not know/,
    );
    expect(article(name)).toMatch(/To stop such a session altogether, attach `arn:aws:iam::aws:policy\/AWSDenyAll`/);
  });

  it('is where the article of further calls sends on: its mail names such keys as well', () => {
    const owed = owedFor(call, { kind: 'tell', reason: 'gone' }, [], { callKey: 'one', now: new Date(0) });
    if (owed === undefined) throw new Error('nothing is owed');
    const body = textOf(furtherNotice([owed], someRules()).notice);
    expect(body).toContain('session key ASIAROGUE0000000001');
    const [, name = ''] = /Runbook: docs\/runbook\.md#([\w-]+)\n/.exec(body) ?? [];
    expect(article(name)).toContain('[revoked](#revoked), _To cut a key off_');
  });

  it('is found from the table at the top', () => {
    expect(runbook).toMatch(/\| A mail names a key that begins with `ASIA`[^|]+\| \[revoked\]\(#revoked\) +\|/);
  });
});

describe('the threats', () => {
  it('are proven by tests that are there', () => {
    const rows = [...read('docs/threats.md').matchAll(/^\| T\d.*\| ([^|]*) \|$/gm)].map(([, proof = '']) => proof);
    const named = rows.flatMap((proof) => [...proof.matchAll(/`([\w-]+(?:\/[\w-]+)+)`/g)].map(([, name = '']) => name));
    expect(named.length).toBeGreaterThanOrEqual(20);
    const isThere = (name: string) =>
      [`__tests__/${name}.test.ts`, `__tests__/${name}`].some((path) => existsSync(join(ROOT, path)));
    expect(named.filter((name) => !isThere(name))).toEqual([]);
  });

  it('hold every rule and attack that the code points to', () => {
    const pointedTo = new Set(sources.join('\n').match(/(?<=THREATS )[RT]\d+/g));
    expect(pointedTo.size).toBeGreaterThanOrEqual(10);
    const threats =
      read('docs/threats.md')
        .match(/^(- \*\*|\| )([RT]\d+(, )?)+/gm)
        ?.join() ?? '';
    expect([...pointedTo].filter((one) => !new RegExp(`${one}\\b`).test(threats))).toEqual([]);
  });

  it('stand in the order of their numbers', () => {
    const numbers = [...read('docs/threats.md').matchAll(/^\| T(\d+)/gm)].map(([, number]) => Number(number));
    expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
  });
});

/** The reasons that a file's types name. */
function reasonsIn(file: string): readonly string[] {
  const types = read(file)
    .replace(/\/\*\*[^]*?\*\//g, '')
    .match(/export type \w+Reason =[^;]+;/g);
  return [...(types ?? []).join('').matchAll(/'([\w-]+)'/g)].map(([, reason = '']) => reason);
}

describe('the rule book', () => {
  it.each([
    ['revoker', reasonsIn('src/guardrails/revoker/judge/decision.ts'), 14],
    ['permissions-boundary', [...LEAVE_REASONS, ...BOUND_REASONS], 18],
    ['plan of boundaries', UNPLANNED_REASONS, 8],
    ['denies of unused services', [...DENY_LEAVE_REASONS, ...DENY_CHANGE_REASONS], 13],
    ['clean-up of credentials', CLEANUP_LEAVE_REASONS, 8],
  ])('has a row for every reason of a decision of the %s', (_, reasons, least) => {
    expect(reasons.length).toBeGreaterThanOrEqual(least);
    const book = read('docs/rules.md');
    expect(reasons.filter((reason) => !book.includes(`\`${reason}\``))).toEqual([]);
  });
});

describe('the README of the permissions-boundary', () => {
  it('explains every column of the summary', () => {
    const book = read('src/guardrails/permissions-boundary/README.md');
    const columns = COLUMNS.map(([name]) => name);
    expect(columns.length).toBeGreaterThanOrEqual(20);
    expect(columns.filter((column) => !book.includes(`\`${column}\``))).toEqual([]);
  });
});

describe('the README', () => {
  /** Without the widths of columns, which oxfmt makes. */
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
