import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { boundaryEntryId, type BoundaryEntry } from '../../domain/boundary/entry';
import { itemKey, principal, type Item } from './items';

const item = z.object({
  change: z.object({
    kind: z.literal('boundary-set'),
    principal,
    policyArn: z.string(),
    before: z.optional(z.object({ policyArn: z.string(), text: z.optional(z.string()) })),
  }),
  number: z.number(),
  runId: z.string(),
  state: z.enum(['recorded', 'confirmed', 'flipped', 'released']),
  flips: z.number(),
  openedAt: z.string(),
  confirmedAt: z.optional(z.string()),
  closedAt: z.optional(z.string()),
});

/** Key of a boundary's entry. */
export function boundaryKey(guardrail: string, { change, number }: BoundaryEntry): Item {
  const { accountId, id } = change.principal;
  return itemKey({ accountId, principalId: id, guardrail, entryId: boundaryEntryId(number) });
}

/** An entry that is open. Only open ones have `openKey`, so the index of open entries holds nothing else. */
export function boundaryItem(guardrail: string, entry: BoundaryEntry): Item {
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
  return { ...boundaryKey(guardrail, entry), ...marshall(content, { removeUndefinedValues: true }) };
}

/**
 * Reads a boundary's entry back.
 *
 * @throws ZodError naming the attribute that is missing or wrong
 */
export function boundaryEntryOf(found: Item): BoundaryEntry {
  const { openedAt, confirmedAt, closedAt, ...rest } = item.parse(unmarshall(found));
  return {
    ...rest,
    openedAt: new Date(openedAt),
    ...(confirmedAt !== undefined && { confirmedAt: new Date(confirmedAt) }),
    ...(closedAt !== undefined && { closedAt: new Date(closedAt) }),
  };
}
