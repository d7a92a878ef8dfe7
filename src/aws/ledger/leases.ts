import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { leaseKeyOf, type Lease, type LeaseHolder } from '../../domain/ledger/lease';
import { expiry, update, type LedgerTable } from './table';

/** Whose run may call IAM: one at a time in an account, until it gives that back or its time is over. */
export interface LeaseLedger {
  /**
   * Takes the lease, or renews it, where no other run has it.
   *
   * @param until when it is over unless it is renewed
   * @returns who has it instead; undefined where the holder has it now
   */
  take(accountId: string, lease: Lease, now: Date): Promise<Lease | undefined>;
  /** Lets others take it; what another has by now stays its own. */
  giveBack(accountId: string, holder: LeaseHolder): Promise<void>;
}

/** Longer than runs lie apart: who had it last is of use to whoever looks. */
const KEPT_DAYS = 30;

/** Looks at a lease that comes and goes between two calls. */
const MOST_LOOKS = 20;

const MINE = 'guardrail = :guardrail AND runId = :run';

const item = z.object({ guardrail: z.string(), runId: z.string(), heldUntil: z.optional(z.number()) });

/**
 * {@link LeaseLedger} in DynamoDB. What is over is compared here: DynamoDB deletes within two days only.
 *
 * A lease that lasts longer than any that is taken now is a forgery, or of a clock that was wrong, and holds nobody up.
 */
export function leaseLedger(table: LedgerTable): LeaseLedger {
  const keyOf = (accountId: string) => marshall({ pk: leaseKeyOf(accountId), sk: 'lease' });
  const mine = ({ guardrail, runId }: LeaseHolder) => ({ guardrail, run: runId });

  const found = async (accountId: string): Promise<Lease | undefined> => {
    const { Item } = await table.client.send(
      new GetItemCommand({ TableName: table.name, Key: keyOf(accountId), ConsistentRead: true }),
    );
    if (Item === undefined) return undefined;
    const { heldUntil, ...holder } = item.parse(unmarshall(Item));
    return heldUntil === undefined ? undefined : { ...holder, until: new Date(heldUntil) };
  };

  return {
    async take(accountId, lease, now) {
      const until = lease.until.getTime();
      const [nowMs, longestMs] = [now.getTime(), until + (until - now.getTime())];
      for (let look = 1; look <= MOST_LOOKS; look += 1) {
        const isTaken = await update(table, keyOf(accountId), {
          set: 'SET guardrail = :guardrail, runId = :run, heldUntil = :until, expiresAt = :expiry',
          when: `attribute_not_exists(heldUntil) OR heldUntil < :now OR heldUntil > :longest OR (${MINE})`,
          values: { ...mine(lease), until, now: nowMs, longest: longestMs, expiry: expiry(now, KEPT_DAYS) },
        });
        if (isTaken) return undefined;
        const other = await found(accountId);
        if (other !== undefined) return other;
      }
      throw new Error(`the lease of the calls of IAM in ${accountId} came and went ${MOST_LOOKS} times`);
    },
    async giveBack(accountId, holder) {
      await update(table, keyOf(accountId), { set: 'REMOVE heldUntil', when: MINE, values: mine(holder) });
    },
  };
}
