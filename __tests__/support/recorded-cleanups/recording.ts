import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { RECORDINGS, stored } from '../recorded-states/recording';

/** Folder of the recordings of the clean-up; each is one file. */
export const CLEANUP_RECORDINGS = join(RECORDINGS, 'credential-cleanup');

/** Names of the principals that a test asks about. */
const cast = z.strictObject({
  /** A user whose deletion was begun, and interrupted. */
  begun: z.string(),
  /** A role that was deleted. */
  deleted: z.string(),
  /** A user who is denied everything, and whose key is deactivated and about to be deleted: reports have announced it for long enough. */
  disabled: z.strictObject({ name: z.string(), keyId: z.string() }),
  /** A user who is denied everything, and whose key was deleted. */
  keyless: z.strictObject({ name: z.string(), keyId: z.string() }),
  /** A user who was disabled, and whom a person has released. */
  released: z.string(),
  /** A user of whom a report has warned, and on which day first. */
  warned: z.strictObject({ name: z.string(), since: z.string() }),
  /** The run that was interrupted. */
  run: z.string(),
});
export type CleanupCast = z.infer<typeof cast>;

const shape = z.strictObject({
  ...stored,
  cast,
  /** Status of every access key, by id. */
  keys: z.record(z.string(), z.string()),
});

/** What the functions of one version have stored in the middle of a clean-up, and the account they stored it about. */
export type CleanupRecording = z.infer<typeof shape>;

/** @throws ZodError naming what is missing or unknown */
export function cleanupRecordingNamed(name: string): CleanupRecording {
  return shape.parse(JSON.parse(readFileSync(join(CLEANUP_RECORDINGS, `${name}.json`), 'utf8')));
}
