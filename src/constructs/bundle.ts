import { readdirSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { type BuildOptions, buildSync, version } from 'esbuild';
import { inputNames, RESOLVED_EXTENSIONS } from './bundle-inputs';
import { builtOnce, type Built } from './kept-bundles';

/** Where a handler's source is, and what goes into the zip beside it. */
export interface FunctionCode {
  /** Folder that the other paths are relative to, so that no bundle names a folder of the machine it was built on. */
  readonly root: string;

  /** Source file that exports `handler`. */
  readonly entry: string;

  /**
   * Modules replaced by others.
   *
   * @default - every module is bundled as it is imported
   */
  readonly alias?: Readonly<Record<string, string>>;

  /**
   * Whether what the handler imports on use, by `import()`, lies in files of its own, which a cold start does not read.
   *
   * @default false
   */
  readonly isDivided?: boolean;

  /**
   * Contents of further files of the zip, by name.
   *
   * @default - the zip holds code only
   */
  readonly files?: Readonly<Record<string, string>>;
}

type Source = Required<Pick<FunctionCode, 'root' | 'entry' | 'alias'>>;

/** What this process bundled already: text by source file, by folder of handlers and target. */
const bundled = new Map<string, ReadonlyMap<string, string>>();

/**
 * Bundles a handler with all it imports. The SDK is bundled too: the runtime's own version changes over time.
 *
 * All handlers of its topmost folder are bundled in the same run, since they share most of what there is to read: a stack of three
 * functions synthesises in half the time.
 *
 * @param target what it runs on, as esbuild writes it
 * @throws Error of esbuild, or for an entry that is not there
 */
export function bundle({ root, entry, alias = {} }: FunctionCode, target = 'node22'): string {
  const folder = topOf(entry);
  const key = JSON.stringify([root, folder, alias, target]);
  const texts = bundled.get(key) ?? build({ root, entry, alias }, target);
  bundled.set(key, texts);
  const text = texts.get(entry);
  if (text === undefined) throw new Error(`there is no handler ${entry}, only ${[...texts.keys()].join(', ')}`);
  return text;
}

function build({ root, entry, alias }: Source, target: string): ReadonlyMap<string, string> {
  const folder = topOf(entry);
  const entries = readdirSync(join(root, folder), { recursive: folder !== '.', encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => posix.join(folder, file.replaceAll(sep, '/')))
    .sort();
  const options = { ...OPTIONS, entryPoints: entries, outbase: folder, alias: { ...alias }, target };
  return builtOnce(root, JSON.stringify([FORMAT, version, options]), () => built(root, folder, options));
}

/** Folder of the root that an entry is in, at whatever depth; that of an entry beside nothing but files is the root. */
const topOf = (entry: string) => (entry.includes('/') ? (entry.split('/')[0] ?? '.') : '.');

/** Raise it when bundles are built or kept in another way that the options do not show. */
const FORMAT = 1;

/** All that is not the caller's to choose. */
export const OPTIONS = {
  outdir: 'out',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  mainFields: ['module', 'main'],
  resolveExtensions: RESOLVED_EXTENSIONS,
  minify: true,
  legalComments: 'none',
  // The SDK imports what it needs of Node when it first needs it; `require` does so without the loader of ES modules.
  supported: { 'dynamic-import': false },
  logLevel: 'silent',
  // The settings of this project's compiler must not depend on where esbuild happens to find a tsconfig.json.
  tsconfigRaw: {},
} satisfies BuildOptions;

function built(root: string, folder: string, options: BuildOptions): Built {
  const { outputFiles, metafile } = buildSync({ ...options, absWorkingDir: root, write: false, metafile: true });
  const out = join(root, OPTIONS.outdir);
  const sourceOf = (path: string) =>
    posix.join(folder, relative(out, path).replaceAll(sep, '/').replace(/\.js$/, '.ts'));
  return {
    texts: new Map(outputFiles.map(({ path, text }) => [sourceOf(path), text])),
    inputs: inputNames(root, Object.keys(metafile.inputs)),
  };
}
