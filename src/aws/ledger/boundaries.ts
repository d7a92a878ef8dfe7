import { marshall } from '@aws-sdk/util-dynamodb';
import type { BoundaryEntry } from '../../domain/boundary/entry';
import { boundaryEntryOf, boundaryItem, boundaryKey } from './boundary-items';
import type { Item } from './items';
import { everyPage, newestFirst, openOnes, query } from './queries';
import { readable } from './readable';
import { create, expiry, update, type LedgerTable } from './table';

/** The boundaries that one guardrail put on principals. Each is recorded before it is put, and confirmed after. */
export interface BoundaryLedger {
  /** Newest entry of a principal, whether or not it is over. */
  latest(accountId: string, principalId: string): Promise<BoundaryEntry | undefined>;
  /** @returns false when there is an entry of that number already */
  record(entry: BoundaryEntry): Promise<boolean>;
  /** @returns false when the entry is not waiting for it: confirmed before, or over */
  confirm(entry: BoundaryEntry, now: Date): Promise<boolean>;
  /** Leaves a principal alone until a person releases it. @returns false when the entry is over, or was marked before */
  markFlipped(entry: BoundaryEntry, flips: number): Promise<boolean>;
  /** @returns false when it is over already */
  close(entry: BoundaryEntry, now: Date): Promise<boolean>;
  /** Every entry of a principal, newest first, whether or not it is over. */
  historyOf(accountId: string, principalId: string): Promise<readonly BoundaryEntry[]>;
  /** Every open entry of an account, oldest first. The index lags behind the table by moments. */
  allOpen(accountId: string): Promise<readonly BoundaryEntry[]>;
  /** Every entry of one run, whether or not it is over. The index lags behind the table by moments. */
  ofRun(accountId: string, runId: string): Promise<readonly BoundaryEntry[]>;
}

/** {@link BoundaryLedger} in DynamoDB. */
export function boundaryLedger(table: LedgerTable, guardrail: string): BoundaryLedger {
  const beginning = `${guardrail}#boundary-`;
  const entriesOf = (items: readonly Item[]) => readable(items, boundaryEntryOf, table);
  const ofPrincipal = (accountId: string, principalId: string) => newestFirst(accountId, principalId, beginning);

  return {
    async latest(accountId, principalId) {
      return entriesOf(await query(table, { ...ofPrincipal(accountId, principalId), Limit: 1 }))[0];
    },
    record: (entry) => create(table, boundaryItem(guardrail, entry)),
    confirm: (entry, now) =>
      update(table, boundaryKey(guardrail, entry), {
        set: 'SET #state = :confirmed, confirmedAt = :now',
        when: 'attribute_exists(openKey) AND #state = :recorded',
        values: { confirmed: 'confirmed', recorded: 'recorded', now: now.toISOString() },
        names: STATE,
      }),
    markFlipped: (entry, flips) =>
      update(table, boundaryKey(guardrail, entry), {
        set: 'SET #state = :flipped, flips = :flips',
        when: 'attribute_exists(openKey) AND #state <> :flipped',
        values: { flipped: 'flipped', flips },
        names: STATE,
      }),
    close: (entry, now) =>
      update(table, boundaryKey(guardrail, entry), {
        set: 'SET #state = :released, closedAt = :now, expiresAt = :expiry REMOVE openKey',
        when: 'attribute_exists(openKey)',
        values: { released: 'released', now: now.toISOString(), expiry: expiry(now) },
        names: STATE,
      }),
    async historyOf(accountId, principalId) {
      return entriesOf(await everyPage(table, ofPrincipal(accountId, principalId)));
    },
    async allOpen(accountId) {
      return entriesOf(await everyPage(table, openOnes(accountId, guardrail)));
    },
    async ofRun(accountId, runId) {
      const items = await everyPage(table, {
        IndexName: 'runs',
        KeyConditionExpression: 'runKey = :run and begins_with(sk, :sk)',
        ExpressionAttributeValues: marshall({ ':run': `${accountId}#${runId}`, ':sk': beginning }),
      });
      return entriesOf(items);
    },
  };
}

/** `state` is a word of DynamoDB's own. */
const STATE = { '#state': 'state' };
