import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { unzipSync } from 'fflate';

/**
 * Unpacks a function's zip as Lambda does.
 *
 * @returns the folder
 */
export function unpackBundle(zip: string, folder: string): string {
  for (const [name, content] of Object.entries(unzipSync(readFileSync(zip)))) {
    const file = join(folder, name);
    if (relative(folder, file).startsWith('..')) throw new Error(`${zip} holds a file outside its folder: ${name}`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return folder;
}
