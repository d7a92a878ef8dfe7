/** Fields of GetProviderSchema's answer that hold a schema for each type: resources, data sources, ephemeral resources. */
const BY_TYPE = [2, 3, 8];
/** The wire type of texts and messages in protocol buffers, and the tag of a field with the number 1 of that type. */
const [DELIMITED, FIRST_FIELD] = [2, 0x0a];

/**
 * @param answer what a provider answers when it is asked for its schemas, as protocol buffers
 * @returns the same without the schemas of types that are not wanted
 */
export function schemasOf(answer: Buffer, wanted: ReadonlySet<string>): Buffer {
  const kept: Buffer[] = [];
  for (let at = 0; at < answer.length;) {
    const tag = numberAt(answer, at);
    if (tag.value % 8 !== DELIMITED) throw new Error(`a provider's schemas have no field ${tag.value}`);
    const { from, to } = delimitedAt(answer, tag.next);
    if (!BY_TYPE.includes(Math.floor(tag.value / 8)) || wanted.has(keyAt(answer, from))) {
      kept.push(answer.subarray(at, to));
    }
    at = to;
  }
  return Buffer.concat(kept);
}

/** The key of an entry of a map, which is its first field. */
function keyAt(answer: Buffer, at: number): string {
  if (answer[at] !== FIRST_FIELD) throw new Error("an entry of a provider's schemas does not begin with its type");
  const { from, to } = delimitedAt(answer, at + 1);
  return answer.toString('utf8', from, to);
}

function delimitedAt(answer: Buffer, at: number): { readonly from: number; readonly to: number } {
  const { value, next } = numberAt(answer, at);
  return { from: next, to: next + value };
}

/** A number in groups of seven bits, the lowest first; every byte but the last has its highest bit set. */
function numberAt(answer: Buffer, at: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let next = at, weight = 1; next < answer.length; weight *= 128) {
    const byte = answer.readUInt8(next++);
    value += (byte % 128) * weight;
    if (byte < 128) return { value, next };
  }
  throw new Error('the answer about schemas ends within a number');
}
