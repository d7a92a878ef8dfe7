import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeFormatted } from '../write-formatted';
import type { Stored } from './recording';

/** Thrown for a name under which nothing can be recorded. */
export class UnusableName extends Error {}

/**
 * Records into a new file of a folder. Prints why a name cannot be used, and has the process exit with 1.
 * @param name of the file, without `.json`
 */
export async function recordInto(
  folder: string,
  record: () => Promise<Stored>,
  name: string | undefined,
): Promise<void> {
  try {
    const file = newFile(folder, name);
    writeFormatted(file, JSON.stringify(await record()));
    console.log(`Wrote ${file}: commit it`);
  } catch (error) {
    console.error(error instanceof UnusableName ? error.message : error);
    process.exitCode = 1;
  }
}

/** The path of a recording that does not exist yet. @throws UnusableName if the name is missing, malformed or taken */
export function newFile(folder: string, name: string | undefined): string {
  const given = name === undefined ? 'missing' : JSON.stringify(name);
  if (name === undefined || !/^[a-z\d-]+$/.test(name))
    throw new UnusableName(
      `the name of the recording is ${given}; allowed: lower-case letters, digits and -, as in 2026-12`,
    );
  const file = join(folder, `${name}.json`);
  if (existsSync(file))
    throw new UnusableName(`${name} is recorded already, and a recording is never replaced; give another name`);
  return file;
}
