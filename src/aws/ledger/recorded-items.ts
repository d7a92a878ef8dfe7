import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { recordedEntryId, slotOfEntryId, type RecordedEntry } from '../../domain/recorded-change/entry';
import type { Kinds, RecordedChange } from '../../domain/recorded-change/kinds';
import { itemKey, type Item } from './items';

const item = z.object({
  change: z.unknown(),
  number: z.number(),
  runId: z.string(),
  state: z.enum(['recorded', 'confirmed', 'flipped', 'released']),
  flips: z.number(),
  openedAt: z.string(),
  confirmedAt: z.optional(z.string()),
  closedAt: z.optional(z.string()),
});

/** Key of a change's entry. */
export function recordedKey<C extends RecordedChange>(
  guardrail: string,
  { change, number }: RecordedEntry<C>,
  kinds: Kinds<C>,
): Item {
  const { accountId, id } = change.principal;
  return itemKey({ accountId, principalId: id, guardrail, entryId: recordedEntryId(kinds.slot(change), number) });
}

/** Whether an item is the entry of a change; a principal has others: that it is held, and its tags. */
export function isRecordedItem<C extends RecordedChange>(
  { sk }: Item,
  guardrail: string,
  { isSlot }: Pick<Kinds<C>, 'isSlot'>,
): boolean {
  const beginning = `${guardrail}#`;
  if (sk?.S?.startsWith(beginning) !== true) return false;
  const slot = slotOfEntryId(sk.S.slice(beginning.length));
  return slot !== undefined && isSlot(slot);
}

/** An entry that is open. Only open ones have `openKey`, so the index of open entries holds nothing else. */
export function recordedItem<C extends RecordedChange>(
  guardrail: string,
  entry: RecordedEntry<C>,
  kinds: Kinds<C>,
): Item {
  const { change, number, runId, state, flips, openedAt } = entry;
  const { accountId, id, arn } = change.principal;
  const content = {
    accountId,
    principalId: id,
    principalArn: arn,
    ...{ change, number, runId, state, flips },
    openedAt: openedAt.toISOString(),
    openKey: `${accountId}#${guardrail}`,
    runKey: `${accountId}#${runId}`,
  };
  return { ...recordedKey(guardrail, entry, kinds), ...marshall(content, { removeUndefinedValues: true }) };
}

/**
 * Reads a change's entry back.
 *
 * @throws ZodError naming the attribute that is missing or wrong
 * @throws Error for a change of somebody else than the principal in whose history it stands (THREATS T10)
 */
export function recordedEntryOf<C extends RecordedChange>(found: Item, kinds: Kinds<C>): RecordedEntry<C> {
  const { openedAt, confirmedAt, closedAt, change: stored, ...rest } = item.parse(unmarshall(found));
  const change = kinds.read(stored);
  const { accountId, id } = change.principal;
  const { pk } = itemKey({ accountId, principalId: id, guardrail: '', entryId: '' });
  if (found['pk']?.S !== pk?.S)
    throw new Error(`its change is one of ${id} in account ${accountId}, and not of its key`);
  return {
    ...rest,
    change,
    openedAt: new Date(openedAt),
    ...(confirmedAt !== undefined && { confirmedAt: new Date(confirmedAt) }),
    ...(closedAt !== undefined && { closedAt: new Date(closedAt) }),
  };
}
