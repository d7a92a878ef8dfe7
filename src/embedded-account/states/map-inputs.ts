import type { MapState } from './definition';
import { checkSize } from './errors';
import { countOf, evaluate, textOf, type Scope } from './expression';
import type { Surroundings } from './surroundings';

/** What a child of a distributed map may be given. */
const MOST_INPUT_BYTES = 262_144;

/** Reads, selects and batches. @returns the inputs of the children, and how many items each has */
export async function inputsOf(
  state: MapState,
  scope: Scope,
  surroundings: Surroundings,
): Promise<{ readonly input: unknown; readonly items: number }[]> {
  const { Bucket, Key, VersionId } = state.ItemReader.Arguments;
  const read = surroundings.readItems({
    Bucket: await textOf(Bucket, scope),
    Key: await textOf(Key, scope),
    VersionId: VersionId === undefined ? undefined : await textOf(VersionId, scope),
  });
  const most = (await countOf(state.ItemReader.ReaderConfig.MaxItems, scope, 0)) ?? Infinity;
  const items = await Promise.all(read.slice(0, most).map((value, index) => selected(state, scope, value, index)));
  if (!state.ItemBatcher) return items.map((input) => ({ input, items: 1 }));
  const { MaxItemsPerBatch, MaxInputBytesPerBatch, BatchInput } = state.ItemBatcher;
  const shared = BatchInput === undefined ? {} : { BatchInput: await evaluate(BatchInput, scope) };
  const mostItems = (await countOf(MaxItemsPerBatch, scope, 1)) ?? Infinity;
  const mostBytes = (await countOf(MaxInputBytesPerBatch, scope, 1)) ?? MOST_INPUT_BYTES;
  return batches(items, shared, mostItems, mostBytes).map((input) => ({ input, items: input.Items.length }));
}

async function selected(state: MapState, scope: Scope, value: unknown, index: number): Promise<unknown> {
  if (state.ItemSelector === undefined) return value;
  const { context } = scope.states;
  const withItem = { ...(typeof context === 'object' ? context : {}), Map: { Item: { Index: index, Value: value } } };
  return evaluate(state.ItemSelector, { ...scope, states: { ...scope.states, context: withItem } });
}

function batches(items: readonly unknown[], shared: object, mostItems: number, mostBytes: number) {
  const all: { Items: unknown[] }[] = [];
  const sizeOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
  const overhead = sizeOf({ ...shared, Items: [] });
  let bytes = 0;
  for (const item of items) {
    const size = sizeOf(item) + 1;
    const last = all.at(-1);
    if (last && last.Items.length < mostItems && bytes + size <= mostBytes) {
      last.Items.push(item);
      bytes += size;
    } else {
      const batch = { ...shared, Items: [item] };
      checkSize('one item with its batch input', batch);
      all.push(batch);
      bytes = overhead + size;
    }
  }
  return all;
}
