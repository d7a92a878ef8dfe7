import type { Item } from './items';
import type { LedgerTable } from './table';

/** Reads items back. One that cannot be read is told of and left out, so that it keeps nobody else from anything. */
export function readable<T>(
  items: readonly Item[],
  read: (item: Item) => T,
  { unreadable }: LedgerTable,
): readonly T[] {
  return items.flatMap((item) => {
    try {
      return [read(item)];
    } catch (error) {
      if (unreadable === undefined) throw error;
      const why = error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : String(error);
      unreadable({ pk: item['pk']?.S ?? '', sk: item['sk']?.S ?? '', why });
      return [];
    }
  });
}
