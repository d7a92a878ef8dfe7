import { statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Settings } from '../../settings';
import { type Live, liveSource } from '../preview/live';
import type { SnapshotRequest } from '../requests';
import { UsageError } from '../usage-error';
import { anonymised } from './anonymise';
import { takeSnapshot } from './take';

/** What an account may do is nobody else's business on a machine that several people use. */
const OWNER_ONLY = 0o600;

/**
 * Writes what previews read of the account of the caller into one file; nothing is decided, and nothing changed.
 *
 * @throws UsageError before anything is read, where no file can be made
 */
export async function snapshotHere(
  { out, anonymise }: Pick<SnapshotRequest, 'out' | 'anonymise'>,
  settings: Settings,
  liveBy: (settings: Settings) => Live,
): Promise<void> {
  refuseWithoutPlace(out);
  const say = (line: string) => {
    console.log(line);
  };
  say('Reading users, roles and groups');
  const source = await liveSource(liveBy(settings), {
    warn: (line) => {
      console.error(line);
    },
    read: () => undefined,
  });
  const snapshot = await takeSnapshot(source, settings, say);
  const written = anonymise ? anonymised(snapshot) : snapshot;
  writeFileSync(out, `${JSON.stringify(written, null, 1)}\n`, { mode: OWNER_ONLY });
  say(`Snapshot: ${resolve(out)}`);
}

/** Reading an account takes minutes: they are not spent for a file that has no place to be. */
function refuseWithoutPlace(out: string): void {
  const folder = dirname(resolve(out));
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UsageError(`--out ${out}: there is no folder ${folder}; allowed: a file in a folder that exists`);
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new UsageError(`--out ${out} is a folder; allowed: the file to write`);
}
