/** An item of the ledger that says something else than its reader expects: damaged, or not written by this project. */
export interface UnreadableEntry {
  /** Its keys, as they stand in the table. */
  readonly pk: string;
  readonly sk: string;
  readonly why: string;
}
