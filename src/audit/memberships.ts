/** A group that somebody is in. The id is absent where the group was renamed or deleted while the account was read. */
export interface Membership {
  readonly name: string;
  readonly id?: string;
}

/** A group of the account. */
export interface FoundGroup {
  readonly id: string;
  readonly name: string;
  /** How many users are in it. */
  readonly members: number;
}
