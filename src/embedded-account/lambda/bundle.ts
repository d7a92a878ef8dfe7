import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { unzipSync, type Unzipped } from 'fflate';

/** What zips hold, by their hash: accounts are started by the dozen and have the same functions. */
const unzipped = new Map<string, Unzipped>();
const codeHashes = new Map<string, string>();
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A function's zip, unpacked as Lambda does: not before an environment of the function needs it. */
export class Bundle {
  /** The same for bundles that hold the same. */
  private readonly hash: string;
  private readonly files: Unzipped;
  private isUnpacked = false;

  constructor(
    zip: string,
    private readonly target: string,
  ) {
    const bytes = readFileSync(zip);
    this.hash = sha256(bytes);
    this.files = unzipped.get(this.hash) ?? unzipSync(bytes);
    unzipped.set(this.hash, this.files);
    for (const name of Object.keys(this.files)) {
      if (relative(target, join(target, name)).startsWith('..'))
        throw new Error(`${zip} holds a file outside its folder: ${name}`);
    }
  }

  /** Folder in which the files are. */
  get folder(): string {
    if (!this.isUnpacked) this.unpack();
    return this.target;
  }

  /** Names the code in a file of the bundle. */
  codeHashOf(name: string): string {
    const key = `${this.hash}/${name}`;
    const hash = codeHashes.get(key) ?? sha256(this.files[name] ?? new Uint8Array());
    codeHashes.set(key, hash);
    return hash;
  }

  private unpack(): void {
    for (const [name, content] of Object.entries(this.files)) {
      const file = join(this.target, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    this.isUnpacked = true;
  }
}
