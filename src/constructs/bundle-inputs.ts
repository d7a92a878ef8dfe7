import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { codeOf, hashOf } from './content-cache';

/** What npm writes about the tree it installed: which version of a package an import finds. */
const INSTALLED = 'node_modules/.package-lock.json';

/** What an import without an extension is tried with, in this order; a file goes before a folder of its name. */
export const RESOLVED_EXTENSIONS = ['.ts', '.js', '.json'];

/**
 * Names inputs as they are in every checkout, also where `node_modules` is a link to another's.
 *
 * @param root folder that bundles are made in
 * @param paths relative to the root, with `/`, links followed
 */
export function inputNames(root: string, paths: readonly string[]): readonly string[] {
  const modules = join(root, 'node_modules');
  const there = statSync(modules, { throwIfNoEntry: false }) !== undefined;
  const real = there
    ? `${relative(realpathSync(root), realpathSync(modules)).replaceAll('\\', '/')}/`
    : 'node_modules/';
  return paths.map((path) => (path.startsWith(real) ? `node_modules/${path.slice(real.length)}` : path));
}

/**
 * Says in a hash what a bundle is made of: the content of every input, what each package's `package.json` says of
 * resolution, the installed tree, and the names in the folders of own sources, since a new file can take the place of
 * another (`./x.ts` that of `./x/index.ts`).
 *
 * @param root folder that the inputs are relative to
 * @param inputs names as of {@link inputNames}
 * @returns undefined where an input is gone
 */
export function fingerprintOf(root: string, inputs: readonly string[]): string | undefined {
  const folders = new Set(inputs.flatMap(foldersAround));
  const lines: string[] = [];
  for (const input of [...inputs].sort()) {
    const content = contentOf(root, input);
    if (content === undefined) return undefined;
    lines.push(`${input} ${content}`);
  }
  for (const folder of [...folders].sort()) {
    const file = join(folder, 'package.json');
    lines.push(`${file} ${contentOf(root, file) ?? 'none'}`);
    if (isOwn(folder)) lines.push(`${folder}/ ${namesIn(root, folder)}`);
  }
  lines.push(`${INSTALLED} ${contentOf(root, INSTALLED) ?? 'none'}`);
  return hashOf(lines.join('\n'));
}

/**
 * Whether anything that a fingerprint is of changed at or after a time, or went away.
 *
 * @param at milliseconds since 1970, by the clock of the file system
 */
export function changedSince(root: string, inputs: readonly string[], at: number): boolean {
  const changedAt = (path: string) => statSync(join(root, path), { throwIfNoEntry: false })?.ctimeMs;
  const folders = [...new Set(inputs.flatMap(foldersAround))];
  const around = [...folders.filter(isOwn), ...folders.map((folder) => join(folder, 'package.json')), INSTALLED];
  return inputs.some((input) => (changedAt(input) ?? at) >= at) || around.some((path) => (changedAt(path) ?? 0) >= at);
}

const isOwn = (folder: string): boolean => !folder.split('/').includes('node_modules');

/** The folders from a file's own up to the root, which is `.`. */
function foldersAround(file: string): readonly string[] {
  const folder = dirname(file);
  return folder === '.' ? ['.'] : [folder, ...foldersAround(folder)];
}

function contentOf(root: string, file: string): string | undefined {
  try {
    return hashOf(readFileSync(join(root, file)));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Sources only, so that what a synth writes beside them changes nothing. */
const namesIn = (root: string, folder: string): string =>
  readdirSync(join(root, folder))
    .filter((name) => RESOLVED_EXTENSIONS.includes(extname(name)) && name !== 'package.json')
    .sort()
    .join(' ');
