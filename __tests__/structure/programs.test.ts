import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

// Processes of their own: seconds on a busy machine.
jest.setTimeout(120_000);

const PROJECT = join(__dirname, '../..');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')));

describe('the programs that record', () => {
  it.each(['record-state', 'record-cleanup'])('npm run %s starts outside of Jest, and asks for a name', (name) => {
    const program = /^node --import tsx (\S+)$/.exec(scripts[name] ?? '')?.[1] ?? '';
    const { stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', program], {
      cwd: PROJECT,
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/Error: give the recording a name of letters, digits and -, such as 2026-12/);
    expect(status).toBe(1);
  });
});
