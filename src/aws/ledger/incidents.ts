import type { Change } from '../../domain/change/change';
import { incidentEntry } from '../../domain/ledger/entry';
import type { Incident } from '../../domain/ledger/incident';
import { incidentItem, incidentOf, itemKey, type Item } from './items';
import { everyPage, newestFirst, openKeyOf, openOnes, query } from './queries';
import { readable } from './readable';
import { create, expiry, update, type LedgerTable } from './table';

/** The incidents of one guardrail. Written after the deny, and never asked before it (THREATS T9). */
export interface IncidentLedger {
  latest(accountId: string, principalId: string): Promise<Incident | undefined>;
  /** @returns false when another delivery opened it first */
  open(incident: Incident): Promise<boolean>;
  addChanges(incident: Incident, changes: readonly Change[]): Promise<void>;
  close(incident: Incident, now: Date): Promise<void>;
  /** Every open incident of an account, oldest first. */
  allOpen(accountId: string): Promise<readonly Incident[]>;
}

/** {@link IncidentLedger} in DynamoDB. */
export function incidentLedger(table: LedgerTable, guardrail: string): IncidentLedger {
  const keyOf = ({ accountId, principalId, number }: Incident): Item =>
    itemKey({ accountId, principalId, guardrail, entryId: incidentEntry(number) });

  return {
    async latest(accountId, principalId) {
      const newest = newestFirst(accountId, principalId, `${guardrail}#incident-`);
      const [item] = await query(table, { ...newest, Limit: 1 });
      return item && incidentOf(item);
    },
    open: (incident) => create(table, incidentItem(guardrail, incident)),
    async addChanges(incident, changes) {
      await update(table, keyOf(incident), {
        set: 'SET changes = list_append(changes, :added)',
        when: 'attribute_exists(pk)',
        values: { added: changes },
      });
    },
    async close(incident, now) {
      await update(table, keyOf(incident), {
        set: 'SET closedAt = :now, expiresAt = :expiry REMOVE openKey',
        when: 'attribute_exists(openKey)',
        values: { now: now.toISOString(), expiry: expiry(now) },
      });
    },
    async allOpen(accountId) {
      return readable(await everyPage(table, openOnes(openKeyOf(accountId, guardrail))), incidentOf, table);
    },
  };
}
