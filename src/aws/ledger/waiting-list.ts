import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { Waiting, WaitingInBrief } from '../../domain/ledger/waiting';
import { itemKey, type Item } from './items';
import { openList } from './open-list';
import { readable } from './readable';
import type { LedgerTable } from './table';
import { waitingKeyOf } from './waiting';

/** Reads which calls wait. */
export interface WaitingList {
  /**
   * Those of everybody: the urgent ones, and others. Of more than are read at once (a few thousand of each), the oldest, and
   * some by chance.
   */
  open(accountId: string, now: Date, chance?: number): Promise<readonly WaitingInBrief[]>;
  /**
   * An entry with the call, as the table itself has it.
   *
   * @returns undefined where it was judged meanwhile, or nobody can read it
   */
  whole(waiting: WaitingInBrief): Promise<Waiting | undefined>;
}

const inBrief = {
  accountId: z.string(),
  principalId: z.string(),
  guardrail: z.string(),
  entryId: z.string(),
  openedAt: z.iso.datetime(),
  why: z.string(),
  /** An earlier version did not write it down. */
  caller: z.optional(z.string()),
};
const brief = z.object(inBrief);
const whole = z.object({ ...inBrief, callText: z.string() });

/** {@link WaitingList} in DynamoDB. */
export function waitingList(table: LedgerTable, guardrail: string): WaitingList {
  const fields = Object.keys(inBrief);
  return {
    async open(accountId, now, chance) {
      const lists = [true, false].map((isUrgent) => {
        const read = (found: Item) => waitingOf(brief.parse(unmarshall(found)), isUrgent);
        const openKey = waitingKeyOf(accountId, guardrail, isUrgent);
        return openList(table, { openKey, fields, read }, now, chance);
      });
      return (await Promise.all(lists)).flat();
    },
    async whole(waiting) {
      const Key = itemKey(waiting);
      const { Item: found } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key, ConsistentRead: true }),
      );
      const openKey = found?.['openKey']?.S;
      if (found === undefined || openKey === undefined) return undefined;
      const isUrgent = openKey === waitingKeyOf(waiting.accountId, guardrail, true);
      return readable([found], (one) => waitingOf(whole.parse(unmarshall(one)), isUrgent), table)[0];
    },
  };
}

function waitingOf<T extends z.infer<typeof brief>>({ openedAt, caller, ...rest }: T, isUrgent: boolean) {
  return { ...rest, since: new Date(openedAt), isUrgent, caller: caller ?? rest.principalId };
}
