import type { FunctionDefinition } from './definition';
import { compiled } from './shared';

/** Names what a thread compiles of a function: deployments that differ in their settings alone have the same. */
export function contentOf({ bundle, handler }: FunctionDefinition): string {
  const [file = ''] = handler.split('.');
  return bundle.codeHashOf(`${file}.js`);
}

/**
 * Threads start by the dozen, and a third of what a start takes is compiling: a later one is given what the first
 * compiled. It shares nothing else.
 */
export const compiledOf = (content: string): Readonly<Record<string, Uint8Array>> | undefined => compiled.get(content);

/** @param data by name of a file of the bundle */
export function keepCompiled(content: string, data: Readonly<Record<string, Uint8Array>>): void {
  compiled.set(content, { ...compiled.get(content), ...data });
}
