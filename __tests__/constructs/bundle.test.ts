import { bundle } from '../../src/constructs/bundle';
import { targetOf } from '../../src/constructs/runtime';
import { folderWith } from '../support/source';

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
