import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { EvidenceStore } from '../../aws/evidence-store';
import { sha256 } from '../../aws/sha256';
import { jsonPieces } from './json-pieces';

/** A store in a folder of this machine, with the layout of the bucket. */
export interface FolderStore extends EvidenceStore {
  /** Path of an object. @throws Error for a key that leads out of the folder */
  pathOf(key: string): string;
}

/** What an account may do is nobody else's business on a machine that several people use. */
const OWNER_ONLY = { folder: 0o700, file: 0o600 };

/** {@link FolderStore}; the folder is made with the first object. */
export function folderStore(folder: string): FolderStore {
  const root = resolve(folder);
  const pathOf = (key: string) => {
    const path = join(root, key);
    if (relative(root, path).startsWith('..')) throw new Error(`${key} leads out of ${root}`);
    return path;
  };
  const put = async (key: string, content: string | Iterable<string>) => {
    const path = pathOf(key);
    await mkdir(dirname(path), { recursive: true, mode: OWNER_ONLY.folder });
    await writeFile(path, content, { mode: OWNER_ONLY.file });
  };
  const putJson = (key: string, value: unknown) => put(key, inBlocks(jsonPieces(value)));
  const find = async (key: string) => {
    const text = await textOf(pathOf(key));
    return text === undefined ? undefined : { text, etag: sha256(text) };
  };
  return {
    bucket: root,
    pathOf,
    putJson,
    putText: put,
    find,
    // A folder is written by one run at a time; what changed since it was read was changed by hand.
    async replaceJson(key, value, found) {
      if ((await find(key))?.etag !== found?.etag) return false;
      await putJson(key, value);
      return true;
    },
    async getJson(key) {
      const text = await textOf(pathOf(key));
      if (text === undefined) return undefined;
      try {
        return JSON.parse(text) as unknown;
      } catch (error) {
        throw new SyntaxError(`${pathOf(key)} is no JSON`, { cause: error });
      }
    },
  };
}

/** Characters that are written at once. */
const BLOCK = 65_536;

function* inBlocks(pieces: Iterable<string>): Generator<string> {
  let block = '';
  for (const piece of pieces) {
    block += piece;
    if (block.length < BLOCK) continue;
    yield block;
    block = '';
  }
  yield block;
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
