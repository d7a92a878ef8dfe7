import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { HOLD_ENTRY, type Hold } from '../../domain/ledger/hold';
import { itemKey, type Item } from './items';
import { everyPage, newestFirst, openKeyOf, openOnes, query } from './queries';
import { readable } from './readable';
import { update, type LedgerTable } from './table';

/** Who was released by a person and when. Written before anything is taken back, and never taken away. */
export interface HoldLedger {
  /**
   * Holds a principal from a moment on; a later hold replaces an earlier one, and an earlier one changes nothing.
   *
   * @param principalId id of a user or role, or `EVERYBODY`
   * @param now when the release began
   */
  hold(accountId: string, principalId: string, now: Date): Promise<void>;
  /** Every hold of an account. The index lags behind the table by moments. */
  allOf(accountId: string): Promise<readonly Hold[]>;
  /**
   * Since when a principal, or `EVERYBODY`, is held, as the table itself says; undefined where never.
   *
   * @throws ZodError for one that cannot be read: whoever may be held is not bounded
   */
  heldSince(accountId: string, principalId: string): Promise<Date | undefined>;
}

const item = z.object({ principalId: z.string(), openedAt: z.string() });

/** {@link HoldLedger} in DynamoDB. Holds have a key of their own in the index, as tags have. */
export function holdLedger(table: LedgerTable, guardrail: string): HoldLedger {
  const openKey = (accountId: string) => openKeyOf(accountId, guardrail, HOLD_ENTRY);
  return {
    async hold(accountId, principalId, now) {
      await update(table, itemKey({ accountId, principalId, guardrail, entryId: HOLD_ENTRY }), {
        set: 'SET accountId = :account, principalId = :id, openedAt = :now, openKey = :open',
        when: 'attribute_not_exists(openedAt) OR openedAt < :now',
        values: { account: accountId, id: principalId, now: now.toISOString(), open: openKey(accountId) },
      });
    },
    async allOf(accountId) {
      return readable(await everyPage(table, openOnes(openKey(accountId))), holdOf, table);
    },
    async heldSince(accountId, principalId) {
      const [found] = await query(table, newestFirst(accountId, principalId, `${guardrail}#${HOLD_ENTRY}`));
      return found && holdOf(found).at;
    },
  };
}

function holdOf(found: Item): Hold {
  const { principalId, openedAt } = item.parse(unmarshall(found));
  return { principalId, at: new Date(openedAt) };
}
