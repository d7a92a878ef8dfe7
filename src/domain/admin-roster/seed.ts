import type { EntryKey } from '../ledger/entry';

/** Whom the plan of the deployment that first named an admin group found in it. */
export interface GroupSeed {
  /** Unique id of the group. */
  readonly id: string;
  /** Unique ids of its users. */
  readonly memberIds: readonly string[];
  /** When the plan looked. */
  readonly at: Date;
}

/** Entry of the ledger that Terraform writes a seed to. */
export const seedKey = (accountId: string, groupId: string, guardrail: string): EntryKey => ({
  ...{ accountId, guardrail },
  principalId: groupId,
  entryId: 'seed',
});
