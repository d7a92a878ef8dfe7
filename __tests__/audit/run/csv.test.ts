import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { recordedColumns } from '../../../src/audit/recorded/row';
import { csvOf } from '../../../src/audit/run/csv';
import { COLUMNS } from '../../../src/guardrails/permissions-boundary/report/columns';
import { aRow } from '../../support/permissions-boundary';
import { aKeyRow } from '../support/key-rows';

/** What spreadsheets take for the beginning of a formula (OWASP, "CSV Injection"). */
const BEGINNINGS = ['=', '+', '-', '@', '\t', '\r', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20'] as const;

/** A value in which every text, however deep, begins otherwise; but for moments, which are read. */
function beginning<T>(value: T, by: string): T {
  if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) return value;
  if (typeof value === 'string') return `${by}${value}` as T;
  if (Array.isArray(value)) return value.map((one: unknown) => beginning(one, by)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, beginning<unknown>(one, by)])) as T;
}

const BOUNDARY_ROW = aRow({
  ...{ boundaryArn: 'arn', boundaryTaken: 'arn' },
  decision: { kind: 'bound', reason: 'used-some', why: 'because', needsAgain: ['sqs'] },
  tags: { kind: 'failed', why: 'throttled' },
  boundary: { kind: 'left', reason: 'stands', why: 'because', policyArn: 'arn', widened: ['ec2'], style: 'allowUsed' },
  ...{ usedServices: ['s3'], unusedServices: ['sns'], neverUsedServices: ['sns'], unknownServices: ['new'] },
  keptByResourcePolicy: [{ service: 'sqs', by: ['arn'], resources: 1 }],
});
const RECORDED_ROW = aKeyRow('ada', 1, {
  outcome: { kind: 'failed', why: 'AccessDenied' },
  decision: {
    ...{ kind: 'change', reason: 'unused', why: 'because', needsAgain: ['s3'], grantedSince: ['sqs'] },
    ...{ announced: [{ thing: 'key', say: 'key', since: '2026-05-01T00:00:00.000Z' }], analysis: ['unused'] },
  },
});

/** What each kind of summary writes, and whoever comes next writes by `csvOf`. */
const WRITERS = {
  boundaries: (by: string) => csvOf([beginning(BOUNDARY_ROW, by)], COLUMNS),
  'recorded changes': (by: string) =>
    csvOf(
      [beginning(RECORDED_ROW, by)],
      recordedColumns(({ kind }) => kind),
    ),
};

describe('the CSV of a summary', () => {
  it.each(
    Object.entries(WRITERS).flatMap(([of, write]) => BEGINNINGS.map((by) => [of, JSON.stringify(by), write(by), by])),
  )('of %s marks every cell that begins with %s, so that a spreadsheet takes it for text', (_, __, csv, by = '') => {
    const [heading = [], cells = []] = parse(csv);
    expect(cells.filter((cell) => BEGINNINGS.some((one) => cell.startsWith(one)))).toEqual([]);
    const marked = heading.filter((_name, index) => cells[index]?.startsWith(`'${by}`));
    expect(marked).toEqual(expect.arrayContaining(['name', 'arn', 'reason', 'why', 'needs_again']));
  });

  it('leaves a number as it is, also one below zero', () => {
    expect(csvOf([-1], [['number', (row) => row]])).toBe('number\n-1\n');
  });

  it('is written in one place', () => {
    const src = join(__dirname, '../../../src');
    const found = execFileSync('grep', ['-rlE', `from 'csv-stringify`, src], { encoding: 'utf8' });
    expect(found.trim().split('\n')).toEqual([join(src, 'audit/run/csv.ts')]);
  });
});
