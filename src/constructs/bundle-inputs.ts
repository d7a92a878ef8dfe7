import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeOf, hashOf } from './content-cache';

/** What npm writes about the tree it installed: which version of a package an import finds. */
const INSTALLED = 'node_modules/.package-lock.json';

/**
 * An input's path as it is in every checkout, also where `node_modules` is a link to another's.
 *
 * @param path relative to the root, with `/`
 */
export const inputName = (path: string): string => path.replace(/^.*?(?=node_modules\/)/, '');

/**
 * Says in a hash what a bundle is made of: the content of every input, what each package's `package.json` says of
 * resolution, the installed tree, and the names in the folders of own sources, since a new file can take the place of
 * another (`./x.ts` that of `./x/index.ts`).
 *
 * @param root folder that the inputs are relative to
 * @param inputs names as of {@link inputName}
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
    if (!folder.includes('node_modules')) lines.push(`${folder}/ ${namesIn(root, folder)}`);
  }
  lines.push(`${INSTALLED} ${contentOf(root, INSTALLED) ?? 'none'}`);
  return hashOf(lines.join('\n'));
}

/** Whether an input was written, or went away, at or after a time. @param at milliseconds since 1970 */
export function changedSince(root: string, inputs: readonly string[], at: number): boolean {
  return inputs.some((input) => (statSync(join(root, input), { throwIfNoEntry: false })?.ctimeMs ?? Infinity) >= at);
}

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
    .filter((name) => /\.(ts|tsx|js|mjs|cjs|json)$/.test(name) && name !== 'package.json')
    .sort()
    .join(' ');
