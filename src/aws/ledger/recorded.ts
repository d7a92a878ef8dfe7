import { marshall } from '@aws-sdk/util-dynamodb';
import type { RecordedEntry } from '../../domain/recorded-change/entry';
import type { Kinds, RecordedChange } from '../../domain/recorded-change/kinds';
import type { Item } from './items';
import { everyPage, newestFirst, openKeyOf, openOnes } from './queries';
import { readable } from './readable';
import { isRecordedItem, recordedEntryOf, recordedItem, recordedKey } from './recorded-items';
import { create, expiry, update, type LedgerTable } from './table';

/** The changes that one guardrail made to principals. Each is recorded before it is made, and confirmed after. */
export interface RecordedLedger<C extends RecordedChange> {
  /** @returns false when there is an entry of that slot and number already */
  record(entry: RecordedEntry<C>): Promise<boolean>;
  /** @returns false when the entry is not waiting for it: confirmed before, or over */
  confirm(entry: RecordedEntry<C>, now: Date): Promise<boolean>;
  /** Leaves a slot alone until a person releases the principal. @returns false when it is over, or was marked before */
  markFlipped(entry: RecordedEntry<C>, flips: number): Promise<boolean>;
  /** @returns false when it is over already */
  close(entry: RecordedEntry<C>, now: Date): Promise<boolean>;
  /**
   * Every entry of a principal, newest first within each slot, whether or not it is over.
   *
   * @param slot @default every slot
   */
  historyOf(accountId: string, principalId: string, slot?: string): Promise<readonly RecordedEntry<C>[]>;
  /** Every open entry of an account, oldest first. The index lags behind the table by moments. */
  allOpen(accountId: string): Promise<readonly RecordedEntry<C>[]>;
  /** Every entry of one run, whether or not it is over. The index lags behind the table by moments. */
  ofRun(accountId: string, runId: string): Promise<readonly RecordedEntry<C>[]>;
}

/** {@link RecordedLedger} in DynamoDB. */
export function recordedLedger<C extends RecordedChange>(
  table: LedgerTable,
  guardrail: string,
  kinds: Kinds<C>,
): RecordedLedger<C> {
  const keyOf = (entry: RecordedEntry<C>) => recordedKey(guardrail, entry, kinds);
  const entriesOf = (items: readonly Item[]) =>
    readable(
      items.filter((item) => isRecordedItem(item, guardrail, kinds)),
      (item) => recordedEntryOf(item, kinds),
      table,
    );
  const ofSlot = (accountId: string, principalId: string, slot?: string) =>
    newestFirst(accountId, principalId, slot === undefined ? `${guardrail}#` : `${guardrail}#${slot}-`);

  return {
    record: (entry) => create(table, recordedItem(guardrail, entry, kinds)),
    confirm: (entry, now) =>
      update(table, keyOf(entry), {
        set: 'SET #state = :confirmed, confirmedAt = :now',
        when: 'attribute_exists(openKey) AND #state = :recorded',
        values: { confirmed: 'confirmed', recorded: 'recorded', now: now.toISOString() },
        names: STATE,
      }),
    markFlipped: (entry, flips) =>
      update(table, keyOf(entry), {
        set: 'SET #state = :flipped, flips = :flips',
        when: 'attribute_exists(openKey) AND #state <> :flipped',
        values: { flipped: 'flipped', flips },
        names: STATE,
      }),
    close: (entry, now) =>
      update(table, keyOf(entry), {
        set: 'SET #state = :released, closedAt = :now, expiresAt = :expiry REMOVE openKey',
        when: 'attribute_exists(openKey)',
        values: { released: 'released', now: now.toISOString(), expiry: expiry(now) },
        names: STATE,
      }),
    async historyOf(accountId, principalId, slot) {
      const entries = entriesOf(await everyPage(table, ofSlot(accountId, principalId, slot)));
      // The key of a slot may begin like that of another.
      return slot === undefined ? entries : entries.filter(({ change }) => kinds.slot(change) === slot);
    },
    async allOpen(accountId) {
      return entriesOf(await everyPage(table, openOnes(openKeyOf(accountId, guardrail))));
    },
    async ofRun(accountId, runId) {
      const items = await everyPage(table, {
        IndexName: 'runs',
        KeyConditionExpression: 'runKey = :run and begins_with(sk, :sk)',
        ExpressionAttributeValues: marshall({ ':run': `${accountId}#${runId}`, ':sk': `${guardrail}#` }),
      });
      return entriesOf(items);
    },
  };
}

/** `state` is a word of DynamoDB's own. */
const STATE = { '#state': 'state' };
