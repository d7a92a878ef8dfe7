import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { newFile, UnusableName } from '../support/recorded-states/record-into';
import { folderWith } from '../support/source';

// Processes of their own: seconds on a busy machine.
jest.setTimeout(120_000);

describe('a program that records', () => {
  it.each(['record-state', 'record-cleanup'])('starts outside of Jest, and asks for a name: npm run %s', (script) => {
    const how = { cwd: join(__dirname, '../..'), encoding: 'utf8' } as const;
    const { stderr, status } = spawnSync('npm', ['run', '--silent', script], how);
    expect(stderr).toBe(
      'the name of the recording is missing; allowed: lower-case letters, digits and -, as in 2026-12\n',
    );
    expect(status).toBe(1);
  });

  it.each([
    ['../2026-12', '"../2026-12"'],
    ['2026-12.json', '"2026-12.json"'],
    ['', '""'],
  ])('refuses %p as a name', (name, shown) => {
    const refused = `the name of the recording is ${shown}; allowed: lower-case letters, digits and -, as in 2026-12`;
    expect(() => newFile(folderWith({}), name)).toThrow(new UnusableName(refused));
  });

  it('refuses a name that is taken, and takes another', () => {
    const folder = folderWith({ '2026-11.json': '{}' });
    const refused = '2026-11 is recorded already, and a recording is never replaced; give another name';
    expect(() => newFile(folder, '2026-11')).toThrow(new UnusableName(refused));
    expect(newFile(folder, '2026-12')).toBe(join(folder, '2026-12.json'));
  });
});
