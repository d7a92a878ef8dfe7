/** An item of the ledger that says something else than its reader expects: damaged, or not written by this project. */
export interface UnreadableEntry {
  /** Its keys, as they stand in the table. */
  readonly pk: string;
  readonly sk: string;
  readonly why: string;
}

/** Line of the log of a guardrail that goes on as if the entry were not there. */
export function unreadableEntryLine(guardrail: string, account: string, entry: UnreadableEntry): object {
  const message = `entry ${entry.pk} ${entry.sk} is left out: ${entry.why}`;
  return { msgtype: 'unreadable-entry', guardrail, account, ...entry, message };
}
