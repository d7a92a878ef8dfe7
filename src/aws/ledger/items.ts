import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { incidentEntry, textKeyOf, type EntryKey } from '../../domain/ledger/entry';
import type { Incident } from '../../domain/ledger/incident';

/** An item as DynamoDB holds it. */
export type Item = Record<string, AttributeValue>;

const user = z.object({
  accountId: z.string(),
  id: z.string(),
  arn: z.string(),
  name: z.string(),
  boundaryArn: z.optional(z.string()),
});

/** A user or role within an entry. */
export const principal = z.object({
  kind: z.enum(['user', 'role']),
  accountId: z.string(),
  id: z.string(),
  arn: z.string(),
  name: z.string(),
});

const tags = z.record(z.string(), z.string());

const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('deny-policy-restored'), policyArn: z.string() }),
  z.object({ kind: z.literal('managed-policy-attached'), user, policyArn: z.string() }),
  z.object({ kind: z.literal('inline-policy-put'), user, policyName: z.string(), before: z.optional(z.string()) }),
  z.object({ kind: z.literal('boundary-set'), user, policyArn: z.string() }),
  z.object({ kind: z.literal('group-left'), user, group: z.object({ id: z.string(), name: z.string() }) }),
  z.object({ kind: z.literal('tags-set'), principal, set: tags, removed: z.array(z.string()), before: tags }),
]);

const incident = z.object({
  accountId: z.string(),
  principalId: z.string(),
  principalArn: z.string(),
  number: z.number(),
  openedAt: z.string(),
  madeAt: z.optional(z.string()),
  called: z.optional(z.string()),
  closedAt: z.optional(z.string()),
  changes: z.array(change),
});

/** Keys of an entry. */
export function itemKey(entry: EntryKey): Item {
  return marshall(textKeyOf(entry));
}

/** An open incident. Only open ones have `openKey`, so the index of open entries holds nothing else. */
export function incidentItem(guardrail: string, incident: Incident): Item {
  const { accountId, principalId, principalArn, number, openedAt, madeAt, called, changes } = incident;
  const key = itemKey({ accountId, principalId, guardrail, entryId: incidentEntry(number) });
  const content = {
    accountId,
    principalId,
    principalArn,
    number,
    changes,
    openedAt: openedAt.toISOString(),
    madeAt: madeAt?.toISOString(),
    called,
    openKey: `${accountId}#${guardrail}`,
  };
  return { ...key, ...marshall(content, { removeUndefinedValues: true }) };
}

/**
 * Reads an incident back.
 *
 * @throws ZodError naming the attribute that is missing or wrong
 */
export function incidentOf(item: Item): Incident {
  const { openedAt, madeAt, closedAt, ...rest } = incident.parse(unmarshall(item));
  return {
    ...{ ...rest, openedAt: new Date(openedAt) },
    ...(madeAt && { madeAt: new Date(madeAt) }),
    ...(closedAt && { closedAt: new Date(closedAt) }),
  };
}
