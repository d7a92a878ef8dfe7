import { join } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(__dirname, '../..');

/** The script of the page, from `browser/`; the same text on every machine. */
export function builtScript(): string {
  const { outputFiles } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: ['src/report/browser/main.ts'],
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    minify: true,
    // No character is read otherwise where a server names another encoding.
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'warning',
    tsconfigRaw: {},
    write: false,
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild gave no script');
  return file.text.trim();
}
