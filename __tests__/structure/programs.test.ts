import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { CLEANUP_RECORDINGS } from '../support/recorded-cleanups/recording';
import { RECORDINGS } from '../support/recorded-states/recording';

// Processes of their own: seconds on a busy machine.
jest.setTimeout(120_000);

const PROJECT = join(__dirname, '../..');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')));

/** Runs the program of a script of package.json outside of Jest, as npm does. */
function run(script: string, more: readonly string[]) {
  const program = /^node (--import tsx \S+)$/.exec(scripts[script] ?? '')?.[1]?.split(' ') ?? [];
  return spawnSync(process.execPath, [...program, ...more], { cwd: PROJECT, encoding: 'utf8' });
}

describe.each([
  ['record-state', RECORDINGS],
  ['record-cleanup', CLEANUP_RECORDINGS],
])('npm run %s', (script, folder) => {
  it.each([
    ['no name', [], 'missing'],
    ['a name that is a path', ['../2026-12'], '"../2026-12"'],
  ])('asks for a name where it is given %s', (_, given, named) => {
    const { stderr, status } = run(script, given);
    expect(stderr).toBe(
      `the name of the recording is ${named}: small letters, digits and - are allowed, as in 2026-12\n`,
    );
    expect(status).toBe(1);
  });

  it('replaces no recording', () => {
    const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.json'));
    const name = basename(file, '.json');
    const { stderr, status } = run(script, [name]);
    expect(stderr).toBe(`${name} is recorded, and a recording is never replaced: give another name\n`);
    expect(status).toBe(1);
  });
});
