import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type * as Esbuild from 'esbuild';
import type * as Bundles from '../../src/constructs/bundle';
import { bundle } from '../../src/constructs/bundle';
import { ContentCache } from '../../src/constructs/content-cache';
import { folderWith } from '../support/source';

const files = {
  'handlers/handler.ts': `import { name } from '../src/name';\nimport { words } from 'words';\nexport const handler = () => name + words;`,
  'src/name/index.ts': `export const name = 'first';`,
  'node_modules/words/package.json': '{ "name": "words", "main": "one.js" }',
  'node_modules/words/one.js': `export const words = 'one';`,
  'node_modules/words/two.js': `export const words = 'two';`,
};

function checkout(): string {
  const root = folderWith({});
  for (const [name, text] of Object.entries(files)) write(root, name, text);
  return root;
}

function write(root: string, name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

const kept = (root: string) => join(root, 'node_modules/.cache/iam-guardrails');

let builds = 0;
let meanwhile: (() => void) | undefined;

/** Bundles as a process of its own would, which remembers nothing. */
function bundleIn(root: string, target?: string): string {
  let text = '';
  jest.isolateModules(() => {
    jest.doMock('esbuild', () => {
      const esbuild = jest.requireActual<typeof Esbuild>('esbuild');
      const buildSync = (options: Esbuild.BuildOptions) => {
        builds += 1;
        const result = esbuild.buildSync(options);
        meanwhile?.();
        return result;
      };
      return { ...esbuild, buildSync };
    });
    const { bundle } = jest.requireActual<typeof Bundles>('../../src/constructs/bundle');
    text = bundle({ root, entry: 'handlers/handler.ts' }, target);
  });
  return text;
}

jest.setTimeout(120_000);

beforeEach(() => {
  builds = 0;
  meanwhile = undefined;
});
afterEach(() => {
  delete process.env['GUARDRAILS_CACHE'];
});

describe('the cache of bundles', () => {
  it('gives a later process what an earlier one built, byte for byte', () => {
    const root = checkout();
    const built = bundleIn(root);
    expect([bundleIn(root), builds]).toEqual([built, 1]);
    process.env['GUARDRAILS_CACHE'] = 'off';
    expect([bundleIn(root), builds]).toEqual([built, 2]);
  });

  it.each<[string, string, string, string]>([
    ['a source', 'src/name/index.ts', `export const name = 'second';`, 'second'],
    ['a source that takes the place of another', 'src/name.ts', `export const name = 'shadow';`, 'shadow'],
    ['a package', 'node_modules/words/one.js', `export const words = 'changed';`, 'changed'],
    ['what a package exports', 'node_modules/words/package.json', '{ "name": "words", "main": "two.js" }', 'two'],
  ])('builds anew after a change of %s', (_, name, text, expected) => {
    const root = checkout();
    bundleIn(root);
    write(root, name, text);
    expect(bundleIn(root)).toContain(expected);
    expect(builds).toBe(2);
  });

  it('builds anew for another target, after npm installed something, and when a handler is added', () => {
    const root = checkout();
    bundleIn(root);
    bundleIn(root, 'node24');
    expect(builds).toBe(2);
    write(root, 'node_modules/.package-lock.json', '{ "lockfileVersion": 3 }');
    bundleIn(root);
    expect(builds).toBe(3);
    write(root, 'handlers/other.ts', 'export const handler = () => 2;');
    bundleIn(root);
    expect(builds).toBe(4);
  });

  it('finds an earlier state again', () => {
    const root = checkout();
    const first = bundleIn(root);
    write(root, 'src/name/index.ts', `export const name = 'second';`);
    bundleIn(root);
    write(root, 'src/name/index.ts', files['src/name/index.ts']);
    expect([bundleIn(root), builds]).toEqual([first, 2]);
  });

  it.each([
    ['an input changed', 'src/name/index.ts', `export const name = 'second';`, 'first', 'second'],
    ['a file came that takes the place of an input', 'src/name.ts', `export const name = 'shadow';`, 'first', 'shadow'],
    ['a package changed what it exports', 'node_modules/words/package.json', '{ "main": "two.js" }', 'one', 'two'],
  ])('keeps nothing of a build during which %s', (_, name, text, before, after) => {
    const root = checkout();
    meanwhile = () => {
      write(root, name, text);
    };
    expect(bundleIn(root)).toContain(before);
    meanwhile = undefined;
    expect(bundleIn(root)).toContain(after);
  });

  it('knows a linked package by where it lies, and not by the package of its name', () => {
    const root = checkout();
    const lib = folderWith({
      'package.json': '{ "name": "words", "main": "index.js" }',
      'index.js': `export { words } from 'dep';`,
      'node_modules/dep/index.js': `export const words = 'link1';`,
    });
    write(root, 'node_modules/dep/index.js', `export const words = 'root';`);
    rmSync(join(root, 'node_modules/words'), { recursive: true });
    symlinkSync(lib, join(root, 'node_modules/words'));
    expect(bundleIn(root)).toContain('link1');
    write(lib, 'node_modules/dep/index.js', `export const words = 'link2';`);
    expect(bundleIn(root)).toContain('link2');
  });

  it('never fails a build: gone meanwhile, or a file where its folder should be', () => {
    const root = checkout();
    const cache = ContentCache.of(root);
    rmSync(kept(root), { recursive: true });
    cache?.write('result', Buffer.from('text'));
    expect([cache?.read('result'), cache?.now()]).toEqual([undefined, undefined]);
    rmSync(join(root, 'node_modules/.cache'), { recursive: true });
    writeFileSync(join(root, 'node_modules/.cache'), '');
    expect(bundleIn(root)).toContain('first');
  });

  it('builds anew where something kept cannot be read to its end', () => {
    const root = checkout();
    const built = bundleIn(root);
    for (const name of readdirSync(kept(root)).filter((one) => one.endsWith('.bundles')))
      writeFileSync(join(kept(root), name), readFileSync(join(kept(root), name)).subarray(0, 20));
    expect([bundleIn(root), builds]).toEqual([built, 2]);
  });

  it('is nowhere where it is switched off, or where nothing is installed', () => {
    const root = checkout();
    process.env['GUARDRAILS_CACHE'] = 'off';
    bundleIn(root);
    expect(existsSync(kept(root))).toBe(false);
    process.env['GUARDRAILS_CACHE'] = 'sometimes';
    expect(() => bundleIn(root)).toThrow('GUARDRAILS_CACHE is "sometimes"; "on" and "off" are allowed');
    delete process.env['GUARDRAILS_CACHE'];
    const bare = folderWith({ 'handler.ts': 'export const handler = 1;' });
    bundle({ root: bare, entry: 'handler.ts' });
    expect(readdirSync(bare)).toEqual(['handler.ts']);
  });
});

describe('what the cache keeps', () => {
  it('stays below a number of files, and what was used last stays', () => {
    const root = checkout();
    const cache = ContentCache.of(root);
    for (let index = 0; index < 300; index += 1) cache?.write(`result-${index}`, Buffer.from(`${index}`));
    expect(readdirSync(kept(root)).length).toBeLessThanOrEqual(256);
    expect(cache?.read('result-299')?.toString()).toBe('299');
  });
});
