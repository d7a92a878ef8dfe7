/** Address of an entry of the ledger: a principal of an account, and what the entry is about. */
export interface EntryKey {
  readonly accountId: string;
  readonly principalId: string;
  readonly guardrail: string;
  readonly entryId: string;
}

/** Keys of an entry in the table; every guardrail and every account shares the one table. */
export function textKeyOf({ accountId, principalId, guardrail, entryId }: EntryKey): { pk: string; sk: string } {
  return { pk: `${accountId}#${principalId}`, sk: `${guardrail}#${entryId}` };
}

/** An entry that people are told of. */
export interface Telling extends EntryKey {
  /** Whether the entry may be forgotten some day; an open incident may not. */
  readonly expires: boolean;
  /**
   * Key of the call that the notice names.
   *
   * @default it is about no call, or about one of which nothing else is to be told
   */
  readonly names?: string;
}

/** Names the notice of an entry, in every copy of it that is published. */
export function noticeId({ guardrail, accountId, principalId, entryId }: EntryKey): string {
  return `${guardrail}/${accountId}/${principalId}/${entryId}`;
}

/** Who tells: one delivery of an event, and which attempt at it. */
export interface Teller {
  readonly deliveryId: string;
  /** From 1; a later attempt may take over what an earlier one of the same delivery began. */
  readonly attempt: number;
}

/** Pads, so that the order of the keys is the order of the incidents. */
export function incidentEntry(number: number): string {
  return `incident-${String(number).padStart(6, '0')}`;
}

/**
 * Entry of a notice that is told once per stretch of time.
 *
 * The stretch is that of the event, not of its processing: every copy of an event finds the same entry.
 */
export function windowEntry(name: string, at: Date, minutes: number): string {
  const length = minutes * 60_000;
  const start = new Date(Math.floor(at.getTime() / length) * length);
  return `${name}-${start.toISOString().slice(0, 16)}Z`;
}
