import * as z from 'zod/mini';
import type { EvidenceStore } from '../../aws/evidence-store';
import { KEYS } from '../contract';
import { read } from '../reading';

/** What principals need of a person, by unique id: services to open again, say. */
export type Needs = ReadonlyMap<string, readonly string[]>;

const object = z.object({ version: z.literal(1), principals: z.record(z.string(), z.array(z.string())) });

/** Reads what people were told last. @param base where the audit keeps its objects */
export async function toldNeeds(base: string, store: EvidenceStore): Promise<Needs> {
  const key = keyOf(base);
  const value = await store.getJson(key);
  return new Map(value === undefined ? [] : Object.entries(read(object, value, key).principals));
}

/** Notes what people were told. To be called after they were: else a run that is begun again would tell nobody. */
export async function noteNeeds(needs: Needs, base: string, store: EvidenceStore): Promise<void> {
  const some = [...needs].filter(([, each]) => each.length > 0);
  await store.putJson(keyOf(base), { version: 1, principals: Object.fromEntries(some) });
}

/** Whether somebody needs something that people were not told of. */
export function needsMore(needs: Needs, told: Needs): boolean {
  return [...needs].some(([id, each]) => each.some((one) => told.get(id)?.includes(one) !== true));
}

const keyOf = (base: string) => `${base}/${KEYS.needsAgain}`;
