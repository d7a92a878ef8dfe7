import { basename } from 'node:path';
import { type BuildOptions, buildSync, type TransformOptions, transformSync, version } from 'esbuild';
import { type FunctionCode, OPTIONS } from './bundle';
import { inputNames } from './bundle-inputs';
import { builtOnce, type Built } from './kept-bundles';

/** What this process bundled already. */
const bundled = new Map<string, ReadonlyMap<string, string>>();

/** Raise it when bundles are divided or kept in another way that the options do not show. */
const FORMAT = 1;

/**
 * esbuild divides modules of ECMAScript alone, whatever they become afterwards. It orders and names the files by the paths
 * of what is in them: where links are followed, a checkout whose `node_modules` is a link gives other bytes.
 */
const DIVIDING = {
  ...{ format: 'esm', splitting: true, chunkNames: '[name]-[hash]', preserveSymlinks: true },
  supported: { 'dynamic-import': true },
} satisfies BuildOptions;

/** Node loads what is required faster than what is imported, and when it is first asked for. */
const AS_REQUIRED = {
  ...{ format: 'cjs', platform: 'node', minify: true, legalComments: 'none', tsconfigRaw: {} },
  supported: { 'dynamic-import': false },
} satisfies TransformOptions;

/**
 * Bundles a handler with all it imports: `index.js` with what it needs to begin, and files of their own for what it imports
 * on use.
 *
 * What several of them need is there once, in a file that each requires, so that nothing exists twice in one process.
 *
 * @param target what it runs on, as esbuild writes it
 * @returns texts by the name of their file
 */
export function dividedBundle({ root, entry, alias = {} }: FunctionCode, target: string): Record<string, string> {
  const options = { ...OPTIONS, ...DIVIDING, entryPoints: { index: entry }, alias: { ...alias }, target };
  const recipe = JSON.stringify(['divided', FORMAT, version, options, AS_REQUIRED]);
  const key = `${root} ${recipe}`;
  const texts = bundled.get(key) ?? builtOnce(root, recipe, () => built(root, options, target));
  bundled.set(key, texts);
  return Object.fromEntries(texts);
}

function built(root: string, options: BuildOptions, target: string): Built {
  const { outputFiles, metafile } = buildSync({ ...options, absWorkingDir: root, write: false, metafile: true });
  const required = (text: string) => transformSync(text, { ...AS_REQUIRED, target }).code;
  return {
    texts: new Map(outputFiles.map(({ path, text }) => [basename(path), required(text)])),
    inputs: inputNames(root, Object.keys(metafile.inputs)),
  };
}
