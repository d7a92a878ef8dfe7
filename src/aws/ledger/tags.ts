import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { Principal } from '../../domain/identity/principal';
import { TAG_ENTRY, type TagEntry } from '../../domain/ledger/tag-entry';
import { itemKey, principal as shape, type Item } from './items';
import { everyPage, newestFirst, openKeyOf, openOnes, query } from './queries';
import { readable } from './readable';
import { expiry, update, type LedgerTable } from './table';

/** What the project's tags were before it first wrote them. Remembered before the first tag is written. */
export interface TagLedger {
  /**
   * Opens the entry of a principal where none is open.
   *
   * @param now start of the run
   * @returns false where a person has released the principal since: what the run saw are then no tags of before
   */
  remember(principal: Principal, before: Readonly<Record<string, string>>, runId: string, now: Date): Promise<boolean>;
  /** Every open entry of an account, oldest first. The index lags behind the table by moments. */
  allOpen(accountId: string): Promise<readonly TagEntry[]>;
  /** Entry of a principal, whether or not it is over. */
  ofPrincipal(accountId: string, principalId: string): Promise<TagEntry | undefined>;
  /** @returns false when it is over already */
  close(entry: TagEntry, now: Date): Promise<boolean>;
}

const item = z.object({
  principal: shape,
  before: z.record(z.string(), z.string()),
  runId: z.string(),
  openedAt: z.string(),
  closedAt: z.optional(z.string()),
});

/** {@link TagLedger} in DynamoDB. Its open entries have a key of their own: they are many, and boundaries few. */
export function tagLedger(table: LedgerTable, guardrail: string): TagLedger {
  const keyOf = ({ accountId, id }: Principal) =>
    itemKey({ accountId, principalId: id, guardrail, entryId: TAG_ENTRY });
  const ofPrincipal = async (accountId: string, principalId: string) => {
    const found = await query(table, newestFirst(accountId, principalId, `${guardrail}#${TAG_ENTRY}`));
    return readable(found, entryOf, table)[0];
  };

  return {
    async remember(principal, before, runId, now) {
      const { accountId, id, arn } = principal;
      const isOpened = await update(table, keyOf(principal), {
        set:
          'SET accountId = :account, principalId = :id, principalArn = :arn, principal = :principal,' +
          ' #before = :before, runId = :run, openedAt = :now, openKey = :open REMOVE closedAt, expiresAt',
        when: 'attribute_not_exists(openKey) AND (attribute_not_exists(closedAt) OR closedAt < :now)',
        values: {
          ...{ account: accountId, id, arn, principal, before, run: runId },
          now: now.toISOString(),
          open: openKey(accountId, guardrail),
        },
        names: BEFORE,
      });
      return isOpened || (await ofPrincipal(accountId, id))?.closedAt === undefined;
    },
    async allOpen(accountId) {
      return readable(await everyPage(table, openOnes(openKey(accountId, guardrail))), entryOf, table);
    },
    ofPrincipal,
    close: ({ principal, openedAt }, now) =>
      update(table, keyOf(principal), {
        set: 'SET closedAt = :now, expiresAt = :expiry REMOVE openKey',
        when: 'attribute_exists(openKey) AND openedAt = :opened',
        values: { now: now.toISOString(), expiry: expiry(now), opened: openedAt.toISOString() },
      }),
  };
}

const openKey = (accountId: string, guardrail: string) => openKeyOf(accountId, guardrail, TAG_ENTRY);

/** `before` is a word of DynamoDB's own. */
const BEFORE = { '#before': 'before' };

function entryOf(found: Item): TagEntry {
  const { openedAt, closedAt, ...rest } = item.parse(unmarshall(found));
  return { ...rest, openedAt: new Date(openedAt), ...(closedAt !== undefined && { closedAt: new Date(closedAt) }) };
}
