import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

describe('npm run help', () => {
  it('prints the file help and nothing else, and exits with 0', () => {
    const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'help'], { cwd: ROOT, encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({
      ...{ status: 0, stderr: '' },
      stdout: readFileSync(join(ROOT, 'help'), 'utf8'),
    });
  });
});
