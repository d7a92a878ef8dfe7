import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How many results stay; the ones used longest ago go first. */
const MOST = 256;

/** Every file begins with the hash of the rest, so that a damaged one is built anew. */
const HASH_LENGTH = 64;

/** `off` builds everything anew and keeps nothing. */
const SWITCH = 'GUARDRAILS_CACHE';

/**
 * Results of slow and repeatable work, each named by a hash of all that it was made of: a name that is found is right,
 * whenever it was written. Two processes may write the same one.
 */
export class ContentCache {
  private constructor(private readonly folder: string) {}

  /**
   * The cache of a project: in `node_modules/.cache`, where tools keep theirs and `npm ci` clears it.
   *
   * @param root folder that holds `node_modules`
   * @returns undefined where there is no `node_modules`, where it cannot be written, or where `GUARDRAILS_CACHE` is `off`
   * @throws Error for another value of `GUARDRAILS_CACHE`
   */
  static of(root: string): ContentCache | undefined {
    const wanted = process.env[SWITCH] ?? 'on';
    if (wanted !== 'on' && wanted !== 'off') throw new Error(`${SWITCH} is "${wanted}"; "on" and "off" are allowed`);
    const modules = join(root, 'node_modules');
    if (wanted === 'off' || statSync(modules, { throwIfNoEntry: false }) === undefined) return undefined;
    const folder = join(modules, '.cache', 'iam-guardrails');
    return unlessRefused(() => {
      mkdirSync(folder, { recursive: true });
      return new ContentCache(folder);
    });
  }

  /** @returns undefined for what is not kept (any more), or no longer as it was written */
  read(name: string): Buffer | undefined {
    const file = join(this.folder, name);
    const kept = unlessRefused(() => readFileSync(file));
    const bytes = kept?.subarray(HASH_LENGTH);
    if (bytes === undefined || kept?.subarray(0, HASH_LENGTH).toString() !== hashOf(bytes)) return undefined;
    unlessRefused(() => {
      utimesSync(file, new Date(), new Date());
    });
    return bytes;
  }

  /** Keeps something under a name, wholly or not at all. */
  write(name: string, bytes: Uint8Array): void {
    const half = join(this.folder, `${name}.${randomUUID()}`);
    unlessRefused(() => {
      writeFileSync(half, Buffer.concat([Buffer.from(hashOf(bytes)), Buffer.from(bytes)]));
      renameSync(half, join(this.folder, name));
      this.clear();
    });
    unlessRefused(() => {
      rmSync(half, { force: true });
    });
  }

  /**
   * What the clock of the file system says, by which a later change of a file can be told: the machine's own may differ.
   *
   * @returns milliseconds since 1970; undefined where nothing can be written
   */
  now(): number | undefined {
    const mark = join(this.folder, `mark.${randomUUID()}`);
    return unlessRefused(() => {
      writeFileSync(mark, '');
      const { ctimeMs } = statSync(mark);
      rmSync(mark);
      return ctimeMs;
    });
  }

  private clear(): void {
    const files = readdirSync(this.folder).map((name) => join(this.folder, name));
    if (files.length <= MOST) return;
    // Another process may clear at the same time.
    const usedAt = (file: string) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const byUse = files.map((file) => ({ file, at: usedAt(file) })).sort((one, other) => other.at - one.at);
    for (const { file } of byUse.slice(MOST / 2)) rmSync(file, { force: true });
  }
}

/** @returns 64 hexadecimal digits */
export const hashOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** The code of what Node throws, such as `ENOENT`; such an error may stem from another realm, as in tests. */
export const codeOf = (error: unknown): unknown => (error as Partial<NodeJS.ErrnoException> | undefined)?.code;

/** Nothing that the file system refuses is a reason to fail a build that needs no cache: another process may clear it. */
function unlessRefused<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}
