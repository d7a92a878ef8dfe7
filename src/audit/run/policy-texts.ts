import * as z from 'zod/mini';
import type { EvidenceStore } from '../../aws/evidence-store';
import type { PolicyTexts } from '../../changes/policies/keep';
import { KEYS } from '../contract';
import { read } from '../reading';

const text = z.string().check(z.minLength(1));

/** The text of a policy of the project, kept for good. */
const keptPolicy = z.object({ version: z.literal(1), name: text, text });

/**
 * {@link PolicyTexts} in the bucket of the evidence.
 *
 * @param base where the audit keeps its objects
 * @throws PayloadError of a text that cannot be read, naming the field
 */
export function policyTexts(store: EvidenceStore, base: string): PolicyTexts {
  const keyOf = (name: string) => `${base}/${KEYS.policies}/${name}.json`;
  return {
    async read(name) {
      const value = await store.getJson(keyOf(name));
      return value === undefined ? undefined : read(keptPolicy, value, keyOf(name)).text;
    },
    async write(name, content) {
      await store.putJson(keyOf(name), { version: 1, name, text: content } satisfies z.infer<typeof keptPolicy>);
    },
  };
}
