/** Stands for every principal of an account. */
export const EVERYBODY = '*';

/** Id of the entry of the ledger that says since when somebody is held. */
export const HOLD_ENTRY = 'hold';

/** Somebody whom a person has released: runs that began before leave the principal alone. */
export interface Hold {
  /** Id of a user or role, or {@link EVERYBODY}. */
  readonly principalId: string;
  /** When the latest release began. */
  readonly at: Date;
}
