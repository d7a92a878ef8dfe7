import { createHash } from 'node:crypto';
import { type Zippable, strToU8, zipSync } from 'fflate';

/** The oldest time a zip can hold; written as local time, so it is built from local parts. */
const MTIME = new Date(1980, 0, 1);
const UNIX = 3;
const MODE_0644 = 0o100644 << 16;

/** How every file is zipped. */
export const ZIP_OPTIONS = { mtime: MTIME, os: UNIX, attrs: MODE_0644, level: 6 } as const;

/** Zips files so that the same contents give the same bytes on every machine, in every folder, on every day. */
export function zip(files: Readonly<Record<string, string>>): Uint8Array {
  const entries: Zippable = {};
  for (const name of Object.keys(files).sort()) {
    entries[name] = [strToU8(files[name] ?? ''), ZIP_OPTIONS];
  }
  return zipSync(entries);
}

/** The hash that Lambda reports for a function's code, and Terraform compares. */
export function codeHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
}
