import { heldByIncident, type Incident, OPEN_INCIDENT, OPENING_INCIDENTS } from '../domain/ledger/incident';
import type { Kinds, RecordedChange } from '../domain/recorded-change/kinds';
import { acceptanceLedger, type AcceptanceLedger } from '../aws/ledger/acceptances';
import { adminRosterLedger, type AdminRosterLedger } from '../aws/ledger/admin-rosters';
import { adminSeedLedger, type AdminSeedLedger } from '../aws/ledger/admin-seeds';
import { holdLedger, type HoldLedger } from '../aws/ledger/holds';
import { leaseLedger, type LeaseLedger } from '../aws/ledger/leases';
import { incidentLedger, type IncidentLedger } from '../aws/ledger/incidents';
import { judgedLedger, type JudgedLedger } from '../aws/ledger/judged';
import { owedLedger, type OwedLedger } from '../aws/ledger/owed';
import { recordedLedger, type RecordedLedger } from '../aws/ledger/recorded';
import { hintLedger, type HintLedger } from '../aws/ledger/hints';
import { owedList, type OwedList } from '../aws/ledger/owed-list';
import type { LedgerTable } from '../aws/ledger/table';
import { tagLedger, type TagLedger } from '../aws/ledger/tags';
import { tellingLedger, type TellingLedger } from '../aws/ledger/tellings';
import { threadLedger, type ThreadLedger } from '../aws/ledger/threads';
import { waitingLedger, type WaitingLedger } from '../aws/ledger/waiting';
import { waitingList, type WaitingList } from '../aws/ledger/waiting-list';
import { dynamo } from './clients';
import { ENV } from './contract';
import { requireEnv } from './environment';
import type { Place } from './place';

/** Told of an entry that cannot be read, and is left out. Absent: such an entry is an error. */
type Unreadable = LedgerTable['unreadable'];

const table = (at: Place, unreadable?: Unreadable): LedgerTable => ({
  ...{ client: dynamo(at), name: requireEnv(ENV.ledgerTable) },
  ...(unreadable && { unreadable }),
});

export const recorded = <C extends RecordedChange>(
  at: Place,
  guardrail: string,
  kinds: Kinds<C>,
  unreadable?: Unreadable,
): RecordedLedger<C> => recordedLedger(table(at, unreadable), guardrail, kinds);
export const holds = (at: Place, guardrail: string, unreadable?: Unreadable): HoldLedger =>
  holdLedger(table(at, unreadable), guardrail);
export const incidents = (at: Place, guardrail: string, unreadable?: Unreadable): IncidentLedger =>
  incidentLedger(table(at, unreadable), guardrail);
export const owed = (at: Place, guardrail: string): OwedLedger => owedLedger(table(at), guardrail);
export const hints = (at: Place, guardrail: string): HintLedger => hintLedger(table(at), guardrail);
export const judged = (at: Place, guardrail: string): JudgedLedger => judgedLedger(table(at), guardrail);
export const waiting = (at: Place, guardrail: string): WaitingLedger => waitingLedger(table(at), guardrail);

/** What is still to be done, without entries that cannot be read. */
export const lists =
  (at: Place, guardrail: string) =>
  (unreadable: Unreadable): { readonly owed: OwedList; readonly waiting: WaitingList } => {
    const all = table(at, unreadable);
    return { owed: owedList(all, guardrail), waiting: waitingList(all, guardrail) };
  };
export const adminRosters = (at: Place, guardrail: string): AdminRosterLedger =>
  adminRosterLedger(table(at), guardrail);
export const adminSeeds = (at: Place, guardrail: string): AdminSeedLedger => adminSeedLedger(table(at), guardrail);
export const acceptances = (at: Place, guardrail: string): AcceptanceLedger => acceptanceLedger(table(at), guardrail);
export const rememberedTags = (at: Place, guardrail: string, unreadable?: Unreadable): TagLedger =>
  tagLedger(table(at, unreadable), guardrail);
export const tellings = (at: Place): TellingLedger => tellingLedger(table(at));

export const leases = (at: Place): LeaseLedger => leaseLedger(table(at));

export const firstMessages = (at: Place): ThreadLedger => threadLedger(table(at));

/** Open incidents of the account, of every guardrail that opens some. */
export async function openIncidents(at: Place, unreadable: Unreadable): Promise<readonly Incident[]> {
  const open = OPENING_INCIDENTS.map((guardrail) => incidents(at, guardrail, unreadable).allOpen(at.accountId));
  return (await Promise.all(open)).flat();
}

/** Why principals are left as they are for the sake of incidents, by unique id: of any guardrail. */
export async function leftForIncidents(at: Place, unreadable: Unreadable): Promise<ReadonlyMap<string, string>> {
  const open = await openIncidents(at, unreadable);
  return new Map(open.map(({ principalId }) => [principalId, OPEN_INCIDENT]));
}

/** Why a principal is left as it is for the sake of an incident, whichever guardrail opened it. */
export async function incidentHolding(at: Place, id: string, unreadable: Unreadable): Promise<string | undefined> {
  for (const guardrail of OPENING_INCIDENTS) {
    const held = heldByIncident(await incidents(at, guardrail, unreadable).latest(at.accountId, id), guardrail);
    if (held !== undefined) return held;
  }
  return undefined;
}
