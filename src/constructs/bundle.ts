import { readdirSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { buildSync } from 'esbuild';

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
   * Contents of further files of the zip, by name.
   *
   * @default - the zip holds `index.js` only
   */
  readonly files?: Readonly<Record<string, string>>;
}

type Source = Required<Pick<FunctionCode, 'root' | 'entry' | 'alias'>>;

/** What this process bundled already: text by source file, by folder of handlers and target. */
const bundled = new Map<string, ReadonlyMap<string, string>>();

/**
 * Bundles a handler with all it imports. The SDK is bundled too: the runtime's own version changes over time.
 *
 * The handlers beside it are bundled in the same run, since they share most of what there is to read: a stack of three
 * functions synthesises in half the time.
 *
 * @param target what it runs on, as esbuild writes it
 * @throws Error of esbuild, or for an entry that is not there
 */
export function bundle({ root, entry, alias = {} }: FunctionCode, target = 'node22'): string {
  const folder = dirname(entry);
  const key = JSON.stringify([root, folder, alias, target]);
  const texts = bundled.get(key) ?? build({ root, entry, alias }, target);
  bundled.set(key, texts);
  const text = texts.get(entry);
  if (text === undefined) throw new Error(`there is no handler ${entry}, only ${[...texts.keys()].join(', ')}`);
  return text;
}

function build({ root, entry, alias }: Source, target: string): ReadonlyMap<string, string> {
  const folder = dirname(entry);
  const entries = readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => posix.join(folder, file));
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: 'out',
    alias: { ...alias },
    bundle: true,
    write: false,
    platform: 'node',
    target,
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
    // The settings of this project's compiler must not depend on where esbuild happens to find a tsconfig.json.
    tsconfigRaw: {},
  });
  return new Map(outputFiles.map(({ path, text }) => [posix.join(folder, `${basename(path, '.js')}.ts`), text]));
}
