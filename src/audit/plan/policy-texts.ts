import type { EvidenceStore } from '../../aws/evidence-store';
import type { PolicyTexts } from '../../changes/keep-policies';
import { KEYS } from '../contract';
import { keptPolicyOf, type KeptPolicy } from './plan-object';

/** {@link PolicyTexts} in the bucket of the evidence. @param base where the audit keeps its objects */
export function policyTexts(store: EvidenceStore, base: string): PolicyTexts {
  const keyOf = (name: string) => `${base}/${KEYS.policies}/${name}.json`;
  return {
    async read(name) {
      const value = await store.getJson(keyOf(name));
      return value === undefined ? undefined : keptPolicyOf(value, keyOf(name)).text;
    },
    async write(name, text) {
      const kept: KeptPolicy = { version: 1, name, text };
      await store.putJson(keyOf(name), kept);
    },
  };
}
