import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Settings } from '../../settings';
import { type Live, liveSource } from '../preview/live';
import type { SnapshotRequest } from '../requests';
import { anonymised } from './anonymise';
import { takeSnapshot } from './take';

/** What an account may do is nobody else's business on a machine that several people use. */
const OWNER_ONLY = 0o600;

/** Writes what previews read of the account of the caller into one file; nothing is decided, and nothing changed. */
export async function snapshotHere(
  { out, anonymise }: Pick<SnapshotRequest, 'out' | 'anonymise'>,
  settings: Settings,
  liveBy: (settings: Settings) => Live,
): Promise<void> {
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
