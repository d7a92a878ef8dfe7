import { existsSync } from 'node:fs';
import { join } from 'node:path';
import seconds from '../support/seconds.json';

const ROOT = join(__dirname, '../..');

describe('the list of the slowest test files', () => {
  it('names files that are there', () => {
    const files = Object.keys(seconds);
    expect(files.length).toBeGreaterThanOrEqual(20);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});
