import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { leaseKeyOf, type Lease, type LeaseHolder } from '../../domain/ledger/lease';
import { expiry, replace, type LedgerTable } from './table';

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
  giveBack(accountId: string, holder: LeaseHolder, now: Date): Promise<void>;
}

/** Longer than runs lie apart: who had it last is of use to whoever looks. */
const KEPT_DAYS = 30;

/** Looks at a lease that comes and goes between two calls. */
const MOST_LOOKS = 20;

const MINE = 'guardrail = :guardrail AND runId = :run';

/**
 * What holds others up. DynamoDB compares nothing with a value of another type or with none at all: a condition on it does
 * not hold. So what no run has written is in nobody's way.
 */
const HELD =
  'attribute_type(guardrail, :text) AND attribute_type(runId, :text) AND heldUntil BETWEEN :now AND :longest';

/**
 * {@link LeaseLedger} in DynamoDB. What is over is compared here: DynamoDB deletes within two days only.
 *
 * A lease that lasts longer than any that is taken now is a forgery, or of a clock that was wrong, and holds nobody up; nor
 * does one that is no lease. It is written anew each time, for an item that somebody has filled can be replaced, and no
 * longer changed.
 */
export function leaseLedger(table: LedgerTable): LeaseLedger {
  const keyOf = (accountId: string) => ({ pk: leaseKeyOf(accountId), sk: 'lease' });
  const mine = ({ guardrail, runId }: LeaseHolder) => ({ guardrail, run: runId });

  /** Of an item as another may have written it since. @returns undefined where it holds nobody up */
  const found = async (accountId: string): Promise<Lease | undefined> => {
    const Key = marshall(keyOf(accountId));
    const { Item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key, ConsistentRead: true }));
    const { guardrail, runId, heldUntil } = Item ?? {};
    const [by, run, until] = [guardrail?.S, runId?.S, new Date(Number(heldUntil?.N))];
    if (by === undefined || run === undefined || Number.isNaN(until.getTime())) return undefined;
    return { guardrail: by, runId: run, until };
  };

  return {
    async take(accountId, { guardrail, runId, until }, now) {
      const heldUntil = until.getTime();
      const longest = heldUntil + (heldUntil - now.getTime());
      const item = { ...keyOf(accountId), guardrail, runId, heldUntil, expiresAt: expiry(now, KEPT_DAYS) };
      for (let look = 1; look <= MOST_LOOKS; look += 1) {
        const isTaken = await replace(table, item, {
          when: `NOT (${HELD}) OR (${MINE})`,
          values: { ...mine({ guardrail, runId }), text: 'S', now: now.getTime(), longest },
        });
        if (isTaken) return undefined;
        const other = await found(accountId);
        if (other !== undefined) return other;
      }
      throw new Error(`the lease of the calls of IAM in ${accountId} came and went ${MOST_LOOKS} times`);
    },
    async giveBack(accountId, { guardrail, runId }, now) {
      const item = { ...keyOf(accountId), guardrail, runId, expiresAt: expiry(now, KEPT_DAYS) };
      await replace(table, item, { when: MINE, values: mine({ guardrail, runId }) });
    },
  };
}
