import { spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../../src/constructs/bundle';
import { dividedBundle } from '../../src/constructs/divided-bundle';
import { targetOf } from '../../src/constructs/runtime';
import { folderWith } from '../support/source';
import { temporaryFolder } from '../support/temporary-folder';

const files = {
  'handler.ts': `import { name } from './name';\nexport const handler = (x: string): string => name + x + __dirname;`,
  'name.ts': `/*! a licence */ export const name = 'first';`,
  'other.ts': `export const name = 'second';`,
};

describe('bundle', () => {
  it('names no folder of the machine it was built on', () => {
    const root = folderWith(files, 'a folder with spaces ');
    expect(bundle({ root, entry: 'handler.ts' })).not.toContain('a folder with spaces');
  });

  it('is the same in every folder', () => {
    const [one, other] = [folderWith(files), folderWith(files, 'a folder with spaces ')];
    expect(bundle({ root: one, entry: 'handler.ts' })).toBe(bundle({ root: other, entry: 'handler.ts' }));
  });

  it('replaces a module by its alias', () => {
    const root = folderWith({ ...files, 'handler.ts': `export { name as handler } from 'dependency';` });
    expect(bundle({ root, entry: 'handler.ts', alias: { dependency: './other.ts' } })).toContain('second');
  });

  it('is translated for what it runs on', () => {
    const root = folderWith({ 'handler.ts': 'export const handler = (x?: string) => x ?? process.version;' });
    expect(bundle({ root, entry: 'handler.ts' }, 'node12')).not.toContain('??');
    for (const runtime of ['nodejs22.x', 'nodejs24.x'] as const)
      expect(bundle({ root, entry: 'handler.ts' }, targetOf(runtime))).toContain('??');
    expect(targetOf('nodejs24.x')).toBe('node24');
  });

  it('fails at synthesis for a handler that does not build', () => {
    const root = folderWith({ 'handler.ts': `import './missing';` });
    expect(() => bundle({ root, entry: 'handler.ts' })).toThrow('Could not resolve "./missing"');
  });
});

const dividable = {
  'handler.ts': `
    import { count } from './count';
    const later = async () => (await import('./later')).later();
    export const handler = async () => [count(), await later(), count(), Object.keys(require.cache).length];
    export const begun = () => Object.keys(require.cache).length;`,
  'later.ts': `import { count } from './count';\nexport const later = () => ['much that few need', count()];`,
  'count.ts': `let counted = 0;\nexport const count = () => (counted += 1);`,
};
const dividedIn = (root: string) => dividedBundle({ root, entry: 'handler.ts' }, 'node22');

describe('a divided bundle', () => {
  it('loads what the handler imports on use when it is used, and nothing twice', () => {
    const folder = temporaryFolder('divided-');
    for (const [name, text] of Object.entries(dividedIn(folderWith(dividable)))) {
      writeFileSync(join(folder, name), text);
    }
    const script = `
      const { begun, handler } = require('./index.js');
      const files = begun();
      handler().then(([first, [, second], third, all]) => console.log(JSON.stringify([first, second, third, all - files])));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['[1,2,3,1]\n', '']);
  });

  it('has what it begins with in index.js, and the rest in files named by what is in them', () => {
    const { 'index.js': begins = '', ...others } = dividedIn(folderWith(dividable));
    expect(begins).not.toContain('much that few need');
    const later = Object.entries(others).filter(([, text]) => text.includes('much that few need'));
    expect(later.map(([name]) => name)).toEqual([expect.stringMatching(/^later-[A-Z0-9]{8}\.js$/)]);
    const changed = { ...dividable, 'later.ts': dividable['later.ts'].replace('few', 'some') };
    expect(Object.keys(dividedIn(folderWith(changed)))).not.toContain(later[0]?.[0]);
  });

  it('is the same in every folder', () => {
    const [one, other] = [folderWith(dividable), folderWith(dividable, 'a folder with spaces ')];
    expect(dividedIn(one)).toEqual(dividedIn(other));
  });

  it('is the same where node_modules is a link to that of another checkout', () => {
    const packages = {
      'node_modules/zeta/index.mjs': 'export const zeta = (more) => [more, "zeta"];',
      'node_modules/zeta/package.json': '{ "name": "zeta", "module": "index.mjs", "main": "index.mjs" }',
    };
    const handler = `
      import { zeta } from 'zeta';
      import { count } from './count';
      export const handler = async () => zeta(count((await import('./later')).text));`;
    const own = {
      'handler.ts': handler,
      'count.ts': 'export const count = (more: string) => more.length;',
      'later.ts': `import { zeta } from 'zeta';\nimport { count } from './count';\nexport const text = String(zeta(count('x')));`,
    };
    const [real, linked] = [folderWith({ ...own, ...packages }), folderWith(own)];
    symlinkSync(join(real, 'node_modules'), join(linked, 'node_modules'));
    expect(dividedIn(linked)).toEqual(dividedIn(real));
  });

  it('fails at synthesis for a handler that does not build', () => {
    expect(() => dividedIn(folderWith({ 'handler.ts': `import './missing';` }))).toThrow(
      'Could not resolve "./missing"',
    );
  });
});
