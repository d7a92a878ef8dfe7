import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionDefinition } from './definition';

/** What V8 compiled of a bundle in the first worker that ran it, by the bundle's content. */
const compiled = new Map<string, Uint8Array>();
const contents = new WeakMap<FunctionDefinition, string>();

function contentOf(definition: FunctionDefinition): string {
  const known = contents.get(definition);
  if (known !== undefined) return known;
  const [file = ''] = definition.handler.split('.');
  const content = createHash('sha256')
    .update(readFileSync(join(definition.folder, `${file}.js`)))
    .digest('hex');
  contents.set(definition, content);
  return content;
}

/**
 * Workers start by the dozen, and a third of what a start takes is compiling: a later one is given what the first
 * compiled. It shares nothing else.
 */
export const compiledOf = (definition: FunctionDefinition): Uint8Array | undefined =>
  compiled.get(contentOf(definition));

export function keepCompiled(definition: FunctionDefinition, data: Uint8Array): void {
  compiled.set(contentOf(definition), data);
}
