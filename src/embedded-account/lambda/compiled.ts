import type { FunctionDefinition } from './definition';

/** What V8 compiled of a bundle in the first thread that ran it, by the bundle's content. */
const compiled = new Map<string, Uint8Array>();

/** Names what a thread compiles of a function. */
export function contentOf({ bundle, handler }: FunctionDefinition): string {
  const [file = ''] = handler.split('.');
  return `${bundle.hash}/${file}`;
}

/**
 * Threads start by the dozen, and a third of what a start takes is compiling: a later one is given what the first
 * compiled. It shares nothing else.
 */
export const compiledOf = (content: string): Uint8Array | undefined => compiled.get(content);

export function keepCompiled(content: string, data: Uint8Array): void {
  compiled.set(content, data);
}
