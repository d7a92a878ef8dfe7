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

/** What this process bundled already: the stacks of one app share their handlers. */
const bundles = new Map<string, string>();

/** Bundles one handler with all it imports. The SDK is bundled too: the runtime's own version changes over time. */
export function bundle({ root, entry, alias = {} }: FunctionCode): string {
  const key = JSON.stringify([root, entry, alias]);
  const made = bundles.get(key) ?? build({ root, entry, alias });
  bundles.set(key, made);
  return made;
}

function build({ root, entry, alias }: Required<Pick<FunctionCode, 'root' | 'entry' | 'alias'>>): string {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    alias: { ...alias },
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
    // The settings of this project's compiler must not depend on where esbuild happens to find a tsconfig.json.
    tsconfigRaw: {},
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`esbuild returned no bundle for ${entry}`);
  return output.text;
}
