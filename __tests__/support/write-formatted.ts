import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FORMATTER = join(__dirname, '../../node_modules/oxfmt/bin/oxfmt');

/** Writes a file of the repository, formatted as by `npm run format`. */
export function writeFormatted(file: string, text: string): void {
  writeFileSync(file, text);
  execFileSync(process.execPath, [FORMATTER, file]);
}
