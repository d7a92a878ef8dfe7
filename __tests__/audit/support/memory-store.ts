import type { EvidenceStore } from '../../../src/aws/evidence-store';

/** A store in memory, and what is in it. */
export interface MemoryStore extends EvidenceStore {
  readonly objects: Map<string, string>;
}

export function aStore(objects: Readonly<Record<string, unknown>> = {}): MemoryStore {
  const content = new Map(Object.entries(objects).map(([key, value]) => [key, JSON.stringify(value)]));
  const putText = (key: string, text: string) => {
    content.set(key, text);
    return Promise.resolve();
  };
  // Of a memory every text is its own ETag.
  const find = (key: string) => {
    const text = content.get(key);
    return Promise.resolve(text === undefined ? undefined : { text, etag: text });
  };
  return {
    bucket: 'evidence',
    objects: content,
    putText,
    putJson: (key, value) => putText(key, JSON.stringify(value)),
    getJson: (key) => {
      const text = content.get(key);
      return Promise.resolve(text === undefined ? undefined : (JSON.parse(text) as unknown));
    },
    find,
    replaceJson: (key, value, found) => {
      const isAsFound = content.get(key) === found?.etag;
      if (isAsFound) content.set(key, JSON.stringify(value));
      return Promise.resolve(isAsFound);
    },
  };
}
