/** Puts back what was remembered. */
export type PutBack = () => void;

/**
 * Remembers what every object holds that can be reached from these: properties, entries and elements.
 *
 * A part of the account that gains something later is thereby remembered as well, unless only a closure or a private
 * `#name` holds it. What functions, dates and bytes hold is taken for their value.
 *
 * @returns puts it back into the same objects, as often as it is called
 */
export function remember(roots: readonly object[]): PutBack {
  const seen = new Set<object>();
  const kept: PutBack[] = [];
  const waiting: unknown[] = [...roots];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if (!isContainer(one) || seen.has(one)) continue;
    seen.add(one);
    const { inside, putBack } = contentOf(one);
    kept.push(putBack);
    waiting.push(...inside);
  }
  return () => {
    for (const putBack of kept) putBack();
  };
}

const isContainer = (one: unknown): one is object =>
  typeof one === 'object' && one !== null && !(one instanceof Date) && !ArrayBuffer.isView(one);

interface Content {
  readonly inside: readonly unknown[];
  readonly putBack: PutBack;
}

function contentOf(one: object): Content {
  if (Array.isArray(one)) return contentOfArray(one);
  const own = contentOfProperties(one);
  if (one instanceof Map) return joined(own, contentOfMap(one));
  if (one instanceof Set) return joined(own, contentOfSet(one));
  return own;
}

const joined = (own: Content, entries: Content): Content => ({
  inside: [...own.inside, ...entries.inside],
  putBack: () => {
    own.putBack();
    entries.putBack();
  },
});

function contentOfArray(array: unknown[]): Content {
  const inside = [...array];
  return {
    inside,
    putBack: () => {
      if (Object.isFrozen(array)) return;
      array.length = 0;
      for (const element of inside) array.push(element);
    },
  };
}

// By the methods of Map itself: a class derived from it may do more than keep the entry.
function contentOfMap(map: Map<unknown, unknown>): Content {
  const entries = [...map];
  return {
    inside: entries.flat(),
    putBack: () => {
      Map.prototype.clear.call(map);
      for (const [key, value] of entries) Map.prototype.set.call(map, key, value);
    },
  };
}

function contentOfSet(set: Set<unknown>): Content {
  const inside = [...set];
  return {
    inside,
    putBack: () => {
      set.clear();
      for (const value of inside) set.add(value);
    },
  };
}

function contentOfProperties(one: object): Content {
  const held = new Map(Object.entries(one));
  return {
    inside: [...held.values()],
    putBack: () => {
      if (Object.isFrozen(one)) return;
      for (const name of Object.keys(one)) if (!held.has(name)) Reflect.deleteProperty(one, name);
      for (const [name, value] of held) Reflect.set(one, name, value);
    },
  };
}
