import { z } from 'zod';
import { changedSince, fingerprintOf } from './bundle-inputs';
import { ContentCache, hashOf } from './content-cache';

/** Texts by their name, and of what they were made. */
export interface Built {
  readonly texts: ReadonlyMap<string, string>;

  /** Names of all that was read. */
  readonly inputs: readonly string[];
}

/**
 * Builds, unless the same was built of the same inputs before.
 *
 * @param recipe all that the texts depend on but the inputs, as JSON
 */
export function builtOnce(root: string, recipe: string, build: () => Built): ReadonlyMap<string, string> {
  const cache = ContentCache.of(root);
  if (cache === undefined) return build().texts;
  const name = hashOf(recipe);
  const known = kept(cache, root, name);
  if (known !== undefined) return known;
  const startedAt = cache.now();
  const made = build();
  if (startedAt !== undefined) keep(cache, root, name, made, startedAt);
  return made.texts;
}

/** What was built of the same recipe and the same inputs before. */
function kept(cache: ContentCache, root: string, recipe: string): ReadonlyMap<string, string> | undefined {
  const inputs = cache.read(`${recipe}.inputs`);
  if (inputs === undefined) return undefined;
  const fingerprint = fingerprintOf(root, inputs.toString().split('\n'));
  const texts = fingerprint === undefined ? undefined : cache.read(`${hashOf(recipe + fingerprint)}.bundles`);
  return texts === undefined ? undefined : new Map(textsByName.parse(JSON.parse(texts.toString())));
}

const textsByName = z.array(z.tuple([z.string(), z.string()]));

/** @param startedAt when building began, by the clock of the file system */
function keep(cache: ContentCache, root: string, recipe: string, made: Built, startedAt: number): void {
  const { texts, inputs } = made;
  const fingerprint = fingerprintOf(root, inputs);
  // If something changed during the build, nobody can tell which of its states was bundled.
  if (fingerprint === undefined || changedSince(root, inputs, startedAt)) return;
  cache.write(`${hashOf(recipe + fingerprint)}.bundles`, Buffer.from(JSON.stringify([...texts])));
  cache.write(`${recipe}.inputs`, Buffer.from(inputs.join('\n')));
}
