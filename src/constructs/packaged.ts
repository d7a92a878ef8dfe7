import { version } from 'fflate/package.json';
import { type FunctionCode, bundle } from './bundle';
import { ContentCache, hashOf } from './content-cache';
import { ZIP_OPTIONS, zip } from './zip';

/**
 * The zip of a function: its bundle and the files beside it. Kept from one synth to the next.
 *
 * @param target what it runs on, as esbuild writes it
 */
export function packaged(code: FunctionCode, target: string): Uint8Array {
  const files = { 'index.js': bundle(code, target), ...code.files };
  const cache = ContentCache.of(code.root);
  const { mtime, ...how } = ZIP_OPTIONS;
  // A zip holds a local time, without its zone.
  const day = [mtime.getFullYear(), mtime.getMonth(), mtime.getDate()];
  const name = `${hashOf(JSON.stringify([version, how, day, files]))}.zip`;
  const kept = cache?.read(name);
  if (kept !== undefined) return kept;
  const made = zip(files);
  cache?.write(name, made);
  return made;
}
