import { createHash } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';

/** The oldest time a zip can hold; written as local time, so it is built from local parts. */
const MTIME = new Date(1980, 0, 1);
const UNIX = 3;
const MODE_0644 = 0o100644 << 16;

/** How every file is zipped. */
export const ZIP_OPTIONS = { mtime: MTIME, os: UNIX, attrs: MODE_0644, level: 6 } as const;

/** Zips files so that the same contents give the same bytes on every machine, in every folder, on every day. */
export function zip(files: Readonly<Record<string, string>>): Uint8Array {
  return joined(inOrder(files).map(([name, content]) => zipOne(name, content)));
}

/** Files in the order in which a zip holds them. */
export const inOrder = (files: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
  Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1));

/** A zip of one file, to be {@link joined}: compressing is what takes long. */
export const zipOne = (name: string, content: string): Uint8Array =>
  zipSync({ [name]: [strToU8(content), ZIP_OPTIONS] });

// PKWARE, APPNOTE.TXT 4.3.12 and 4.3.16, without comments.
const END_LENGTH = 22;
const ENTRIES_AT = [8, 10];
const LENGTH_AT = 12;
const OFFSET_AT = 16;
const OFFSET_IN_ENTRY_AT = 42;

/** Joins zips of one file each, to the bytes that they would have if they had been zipped together. */
export function joined(zips: readonly Uint8Array[]): Uint8Array {
  let offset = 0;
  const parts = zips.map((bytes) => {
    const whole = Buffer.from(bytes);
    const directoryAt = whole.readUInt32LE(whole.length - END_LENGTH + OFFSET_AT);
    const entry = whole.subarray(directoryAt, -END_LENGTH);
    entry.writeUInt32LE(offset, OFFSET_IN_ENTRY_AT);
    offset += directoryAt;
    return { file: whole.subarray(0, directoryAt), entry, end: whole.subarray(-END_LENGTH) };
  });
  const directory = Buffer.concat(parts.map(({ entry }) => entry));
  const end = Buffer.from(parts[0]?.end ?? zipSync({}));
  for (const at of ENTRIES_AT) end.writeUInt16LE(parts.length, at);
  end.writeUInt32LE(directory.length, LENGTH_AT);
  end.writeUInt32LE(offset, OFFSET_AT);
  return Buffer.concat([...parts.map(({ file }) => file), directory, end]);
}

/** The hash that Lambda reports for a function's code, and Terraform compares. */
export function codeHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
}
