import { incidentEntry, type EntryKey } from '../../../domain/ledger/entry';
import type { Incident } from '../../../domain/ledger/incident';
import type { Owed } from '../../../domain/ledger/owed';
import { REVOKER } from '../contract';

/** Everything about one incident is shown together. */
export function incidentThread({ accountId, principalId, number }: Incident): string {
  return threadOf({ accountId, principalId, entryId: incidentEntry(number) });
}

/** What belongs to no incident is shown with what is told under the same entry. */
export function threadOf({ accountId, principalId, entryId }: Pick<EntryKey, 'accountId' | 'principalId' | 'entryId'>) {
  return `${REVOKER}/${accountId}/${principalId}/${entryId}`;
}

/** Further calls are shown with the notice that they follow; those that follow none, by caller. */
export function furtherThread({ notices, ...key }: Pick<Owed, 'accountId' | 'principalId' | 'notices'>): string {
  const incident = notices.find((entryId) => entryId.startsWith(incidentEntry(0).replace(/0+$/, '')));
  const [escalated] = notices.flatMap((entryId) => /^escalation-(\d+)-/.exec(entryId)?.[1] ?? []);
  const ofIncident = escalated === undefined ? incident : incidentEntry(Number(escalated));
  return threadOf({ ...key, entryId: ofIncident ?? notices[0] ?? 'calls' });
}
