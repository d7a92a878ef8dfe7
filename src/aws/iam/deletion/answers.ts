import type { Paced } from '../paced';
import { pages } from '../pages';

/** What every page of IAM's lists says of the next one. */
interface Page {
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

/**
 * Everything on a list of IAM.
 *
 * @param action the call that asks for a page
 * @param itemsOf what is on a page
 */
export async function listed<P extends Page, T>(
  paced: Paced,
  action: string,
  ask: (marker: { Marker?: string }) => Promise<P>,
  itemsOf: (page: P) => readonly T[] | undefined,
): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const page of pages((marker) => paced(action, () => ask(marker)))) all.push(...(itemsOf(page) ?? []));
  return all;
}

/** Tags as IAM answers them. */
export const tagsOf = (
  tags: readonly { readonly Key: string | undefined; readonly Value: string | undefined }[] = [],
): Readonly<Record<string, string>> =>
  Object.fromEntries(tags.map(({ Key, Value }) => [required(Key, 'Key'), required(Value, 'Value')]));

/** @throws Error naming what IAM has left out */
export function required<T>(value: T | undefined, field: string): T {
  if (value === undefined) throw new Error(`IAM answered without ${field}`);
  return value;
}
