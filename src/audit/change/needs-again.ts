import * as z from 'zod/mini';
import type { EvidenceStore } from '../../aws/evidence-store';
import type { Row } from '../../domain/run/run-summary';
import { KEYS } from '../contract';
import { read } from '../reading';

/** Services that principals need again, and boundaries that someone else removed from them, by unique id. */
export type NeedsAgain = ReadonlyMap<string, readonly string[]>;

const object = z.object({ version: z.literal(1), principals: z.record(z.string(), z.array(z.string())) });

/** Reads what people were told last. @param base where the audit keeps its objects */
export async function toldNeeds(base: string, store: EvidenceStore): Promise<NeedsAgain> {
  const key = keyOf(base);
  const value = await store.getJson(key);
  return new Map(value === undefined ? [] : Object.entries(read(object, value, key).principals));
}

/**
 * Notes what people were told. To be called after they were: else a run that is begun again would tell nobody.
 *
 * @param told before: it stays for whoever could not be audited
 */
export async function noteNeeds(
  rows: readonly Row[],
  told: NeedsAgain,
  base: string,
  store: EvidenceStore,
): Promise<void> {
  const needing = rows.flatMap((row) => {
    const services = row.granted === null ? told.get(row.id)?.filter(isService) : row.decision.needsAgain;
    const needs = [...(services ?? []), ...takenFrom(row)];
    return needs.length === 0 ? [] : [[row.id, needs] as const];
  });
  await store.putJson(keyOf(base), { version: 1, principals: Object.fromEntries(needing) });
}

/** Whether somebody needs a service again, or has lost a boundary that someone else removed, and people were not told so. */
export function needsMore(rows: readonly Row[], told: NeedsAgain): boolean {
  return rows.some((row) =>
    [...(row.decision.needsAgain ?? []), ...takenFrom(row)].some((one) => !told.get(row.id)?.includes(one)),
  );
}

const takenFrom = ({ boundaryTaken }: Row) => (boundaryTaken === undefined ? [] : [boundaryTaken]);
const isService = (need: string) => !need.startsWith('arn:');

const keyOf = (base: string) => `${base}/${KEYS.needsAgain}`;
