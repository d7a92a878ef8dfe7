import * as z from 'zod';
import { within, type Judge } from './compare';

const text = z.object({ S: z.string() });
const item = z.object({ pk: text, seed: text });
const seed = z.object({ groupId: z.string(), memberIds: z.array(z.string()) });

/**
 * The seed of an admin group (ADR 38) that takes more people for admins, or is another group's.
 *
 * Terraform keeps what its first plan found, so a seed that changes is one that somebody wrote anew.
 */
export const seedsMore: Judge = (before, now) => {
  const was = seedIn(before);
  if (was === undefined) return [];
  const is = seedIn(now);
  if (is === undefined) return ['it is written anew: whoever is in the group by then counts as an admin'];
  return [
    ...(was.key === is.key && was.groupId === is.groupId ? [] : [`it is of another group (${is.groupId})`]),
    ...is.memberIds.filter((id) => !was.memberIds.includes(id)).map((id) => `${id} counts as an admin`),
  ];
};

/** Nothing where it is none, or is not known before the apply. */
function seedIn(values: Parameters<Judge>[0]) {
  const read = item.safeParse(jsonIn(within(values, 'item')));
  if (!read.success) return undefined;
  const { pk, seed: written } = read.data;
  const found = seed.safeParse(jsonIn(written.S));
  return found.success ? { ...found.data, key: pk.S } : undefined;
}

function jsonIn(value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    // What cannot be read is no seed; one that was counts as written anew.
    return undefined;
  }
}
