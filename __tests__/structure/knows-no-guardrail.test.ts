import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { GUARDRAILS } from '../../src/guardrails/catalogue/names';

const PROJECT = join(__dirname, '../..');

/** Folders that serve every guardrail. */
const SHARED = ['src/release', 'src/changes', 'src/audit'];

/** How a notice is told from others, whoever sends it. */
const NOTICE_CLASS = /class: 'incident'/g;

/** What IAM calls the limit of a user or role, which is no guardrail's. */
const OF_A_ROLE = /permissionsBoundaryArn|\bboundaryArn\b|permissions boundary/g;

const speaks = (text: string): readonly string[] => [
  ...new Set(
    text
      .replace(OF_A_ROLE, '')
      .replace(NOTICE_CLASS, '')
      .match(
        new RegExp(`${GUARDRAILS.join('|')}|revok\\w*|boundar(?:y|ies)|bounder|\\bbounded|/guardrails/|incident`, 'gi'),
      ) ?? [],
  ),
];

const filesOf = (folder: string) =>
  readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(PROJECT, join(entry.parentPath, entry.name)));
const textOf = (file: string) => readFileSync(join(PROJECT, file), 'utf8');

describe('code that serves every guardrail', () => {
  const files = SHARED.flatMap(filesOf);

  it.each(SHARED)('is in %s', (folder) => {
    expect(files.filter((file) => file.startsWith(`${folder}/`)).length).toBeGreaterThan(3);
  });

  it.each(files)('speaks of none, and imports none: %s', (file) => {
    expect(speaks(textOf(file))).toEqual([]);
  });
});

describe('a text', () => {
  it.each([
    [`import { REVOKER } from '../guardrails/revoker/contract';`, ['/guardrails/', 'revoker', 'REVOKER']],
    ['/** Whoever an audit bounded. */', ['bounded']],
    ['const boundaries = 1; const boundaryOf = 2; const setBoundary = 3;', ['boundaries', 'boundary', 'Boundary']],
    [`'permissions-boundary'`, ['permissions-boundary']],
  ])('speaks of a guardrail: %s', (text, words) => {
    expect([...speaks(text)].sort()).toEqual([...words].sort());
  });

  it.each([
    'the role has no permissions boundary',
    'readonly permissionsBoundaryArn?: string',
    'Within bounds.',
    'the guardrails it asks',
  ])('speaks of none: %s', (text) => {
    expect(speaks(text)).toEqual([]);
  });
});
