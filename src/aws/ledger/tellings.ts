import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { EntryKey, Teller, Telling } from '../../domain/ledger/entry';
import type { NoticeState } from '../../domain/ledger/owed';
import { itemKey } from './items';
import { everyPage, newestFirst } from './queries';
import { expiry, update, type LedgerTable } from './table';

/** Who may tell people of an entry: one delivery at a time, until it is told. */
export interface TellingLedger {
  /** @returns false when people were told, or are being told by another delivery */
  claim(entry: Telling, teller: Teller, now: Date): Promise<boolean>;
  /** Lets another delivery, or the next attempt, tell. */
  giveUp(entry: Telling, teller: Teller): Promise<void>;
  markTold(entry: Telling, teller: Teller, now: Date): Promise<void>;
  /** What became of a notice, as the table itself says. */
  told(entry: EntryKey): Promise<NoticeState>;
  /** Ids of the entries about a principal, or about something else, of which people were told, as the table itself says. */
  toldAbout(about: Omit<EntryKey, 'entryId'>): Promise<ReadonlySet<string>>;
}

/** What telling people once takes of it. */
export type TellingClaims = Pick<TellingLedger, 'claim' | 'giveUp' | 'markTold'>;

/** Longer than the function may run, shorter than the queue hides a message: a teller that died is taken over. */
const CLAIM_MS = 60_000;

const MINE = 'claimedBy = :delivery AND claimedAttempt = :attempt';

const keys = z.object({ sk: z.string(), toldAt: z.optional(z.string()) });
const item = z.object({ toldAt: z.optional(z.string()), tellsOf: z.optional(z.string()) });

/** {@link TellingLedger} in DynamoDB. Expired claims are compared here: DynamoDB deletes within two days only. */
export function tellingLedger(table: LedgerTable): TellingLedger {
  const mine = ({ deliveryId, attempt }: Teller) => ({ delivery: deliveryId, attempt });

  return {
    claim: (entry, teller, now) =>
      update(table, itemKey(entry), {
        set: `SET claimedBy = :delivery, claimedAttempt = :attempt, claimedUntil = :until${entry.expires ? ', expiresAt = :expiry' : ''}`,
        when:
          'attribute_not_exists(toldAt) AND (attribute_not_exists(claimedUntil) OR claimedUntil < :now' +
          ' OR (claimedBy = :delivery AND claimedAttempt < :attempt))',
        values: {
          ...mine(teller),
          until: now.getTime() + CLAIM_MS,
          now: now.getTime(),
          ...(entry.expires && { expiry: expiry(now) }),
        },
      }),
    async giveUp(entry, teller) {
      await update(table, itemKey(entry), { set: 'REMOVE claimedUntil', when: MINE, values: mine(teller) });
    },
    async markTold(entry, teller, now) {
      await update(table, itemKey(entry), {
        set: `SET toldAt = :now${entry.names === undefined ? '' : ', tellsOf = :names'}`,
        when: MINE,
        values: { ...mine(teller), now: now.toISOString(), names: entry.names },
      });
    },
    async told(entry) {
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key: itemKey(entry), ConsistentRead: true }),
      );
      const { toldAt, tellsOf } = item.parse(Item === undefined ? {} : unmarshall(Item));
      return { isTold: toldAt !== undefined, ...(toldAt !== undefined && tellsOf !== undefined && { names: tellsOf }) };
    },
    async toldAbout({ accountId, principalId, guardrail }) {
      const beginning = `${guardrail}#`;
      const items = await everyPage(table, newestFirst(accountId, principalId, beginning));
      const entries = items.map((one) => keys.parse(unmarshall(one)));
      return new Set(entries.flatMap(({ sk, toldAt }) => (toldAt === undefined ? [] : [sk.slice(beginning.length)])));
    },
  };
}
