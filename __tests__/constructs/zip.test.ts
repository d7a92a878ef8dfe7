import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { ZIP_OPTIONS, codeHash, zip } from '../../src/constructs/zip';

const files = { 'index.js': 'exports.handler = 1;', 'rules.json': '{}' };

describe('zip', () => {
  it('holds the files it was given', () => {
    const contents = Object.entries(unzipSync(zip(files))).map(([name, bytes]) => [name, strFromU8(bytes)]);
    expect(Object.fromEntries(contents)).toEqual(files);
  });

  it('gives the same bytes whatever the order of the files', () => {
    const reversed = { 'rules.json': '{}', 'index.js': 'exports.handler = 1;' };
    expect(codeHash(zip(reversed))).toBe(codeHash(zip(files)));
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['no file', {}],
    ['one file', { 'index.js': 'exports.handler = 1;' }],
    ['several, of which one is empty and one beyond ASCII', { ä: 'ö'.repeat(5000), b: '', 'c/d.json': '{}' }],
  ])('gives what fflate makes of %s at once', (_, contents) => {
    const together = Object.keys(contents).sort();
    const entries = together.map((name) => [name, [strToU8(contents[name] ?? ''), ZIP_OPTIONS]] as const);
    expect(Buffer.from(zip(contents))).toEqual(Buffer.from(zipSync(Object.fromEntries(entries) as Zippable)));
  });

  it('gives other bytes for other contents', () => {
    expect(codeHash(zip({ ...files, 'rules.json': '[]' }))).not.toBe(codeHash(zip(files)));
  });

  it('marks the files readable by all and dates them 1980-01-01', () => {
    const bytes = Buffer.from(zip({ a: 'a' }));
    const entry = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    expect(bytes.readUInt32LE(entry + 38) >>> 16).toBe(0o100644);
    // DOS date: year since 1980, month, day.
    expect(bytes.readUInt16LE(entry + 14)).toBe((0 << 9) | (1 << 5) | 1);
  });
});

describe('codeHash', () => {
  it('is the base64 SHA-256 that Lambda reports', () => {
    expect(codeHash(new TextEncoder().encode('abc'))).toBe('ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=');
  });
});
