import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { Acceptance } from '../../domain/admin-roster/roster';
import { itemKey } from './items';
import { everyPage, newestFirst } from './queries';
import { expiry, update, type LedgerTable } from './table';

/** Whom people have accepted as admins, though history does not explain them. */
export interface AcceptanceLedger {
  add(accountId: string, acceptance: Acceptance): Promise<void>;
  /** Every one of the last 90 days at least, in any order. */
  all(accountId: string): Promise<readonly Acceptance[]>;
}

/** A roster knows it within the hour; where that is lost, it begins with a seed and what was accepted since: 90 days at most. */
const KEPT_DAYS = 90;

const ENTRY = 'accepted-';
const PRINCIPAL = 'admin-groups';

const stored = z.object({ userId: z.string(), groupId: z.string(), at: z.iso.datetime() });

/** {@link AcceptanceLedger} in DynamoDB: an entry for each, beside the roster's. */
export function acceptanceLedger(table: LedgerTable, guardrail: string): AcceptanceLedger {
  return {
    async add(accountId, { userId, groupId, at }) {
      const entryId = `${ENTRY}${at.toISOString()}-${userId}-${groupId}`;
      await update(table, itemKey({ accountId, principalId: PRINCIPAL, guardrail, entryId }), {
        set: 'SET userId = :user, groupId = :group, #at = :at, expiresAt = :expiry',
        values: { user: userId, group: groupId, at: at.toISOString(), expiry: expiry(at, KEPT_DAYS) },
        names: { '#at': 'at' },
      });
    },
    async all(accountId) {
      const items = await everyPage(table, newestFirst(accountId, PRINCIPAL, `${guardrail}#${ENTRY}`));
      return items.map((item) => {
        const { at, ...one } = stored.parse(unmarshall(item));
        return { ...one, at: new Date(at) };
      });
    },
  };
}
