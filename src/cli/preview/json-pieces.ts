/** How deep the lists lie whose entries are worded one by one: those of a summary are in a field of it. */
const DEPTH = 2;

/**
 * A value as JSON, in pieces: what is found of a large account would take as much memory again as one text.
 *
 * Together they are what `JSON.stringify` makes of the value.
 */
export function* jsonPieces(value: unknown, depth = DEPTH): Generator<string> {
  if (depth === 0 || typeof value !== 'object' || value === null || 'toJSON' in value) {
    yield JSON.stringify(value ?? null);
    return;
  }
  const isList = Array.isArray(value);
  const entries = Object.entries(value).filter(([, entry]) => isList || entry !== undefined);
  yield isList ? '[' : '{';
  for (const [index, [key, entry]] of entries.entries()) {
    const name = isList ? '' : `${JSON.stringify(key)}:`;
    yield `${index === 0 ? '' : ','}${name}`;
    yield* jsonPieces(entry, depth - 1);
  }
  yield isList ? ']' : '}';
}
