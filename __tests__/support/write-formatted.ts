import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FORMATTER = join(__dirname, '../../node_modules/oxfmt/bin/oxfmt');

/** Writes a file of the repository, in the form that `npm run format` gives it. */
export function writeFormatted(file: string, text: string): void {
  writeFileSync(file, text);
  execFileSync(process.execPath, [FORMATTER, file]);
}
