import { version } from 'fflate/package.json';
import { type FunctionCode, bundle } from './bundle';
import { ContentCache, hashOf } from './content-cache';
import { dividedBundle } from './divided-bundle';
import { ZIP_OPTIONS, inOrder, joined, zipOne } from './zip';

const BUNDLE = 'index.js';

/**
 * The zip of a function: its code and the files beside it. The code is kept zipped from one synth to the next; what lies
 * beside it differs with the settings, and is small.
 *
 * @param target what it runs on, as esbuild writes it
 */
export function packaged(code: FunctionCode, target: string): Uint8Array {
  const texts = code.isDivided === true ? dividedBundle(code, target) : { [BUNDLE]: bundle(code, target) };
  const cache = ContentCache.of(code.root);
  return joined(
    inOrder({ ...texts, ...code.files }).map(([name, content]) =>
      name in texts ? kept(cache, name, content) : zipOne(name, content),
    ),
  );
}

function kept(cache: ContentCache | undefined, file: string, content: string): Uint8Array {
  const { mtime, ...how } = ZIP_OPTIONS;
  // A zip holds a local time, without its zone.
  const day = [mtime.getFullYear(), mtime.getMonth(), mtime.getDate()];
  const name = `${hashOf(JSON.stringify([version, how, day, file, content]))}.zip`;
  const known = cache?.read(name);
  if (known !== undefined) return known;
  const made = zipOne(file, content);
  cache?.write(name, made);
  return made;
}
