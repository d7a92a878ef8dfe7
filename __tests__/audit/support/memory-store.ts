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
  return {
    bucket: 'evidence',
    objects: content,
    putText,
    putJson: (key, value) => putText(key, JSON.stringify(value)),
    getJson: (key) => {
      const text = content.get(key);
      return Promise.resolve(text === undefined ? undefined : (JSON.parse(text) as unknown));
    },
  };
}
