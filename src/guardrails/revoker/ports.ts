import type { OwedLedger } from '../../aws/ledger/owed';
import type { Carrier } from '../../changes/carry-out';
import type { RecentRevocations } from './apply/recent-revocations';
import type { TellingPorts } from './apply/tell-call';
import type { DenyChange } from '../../domain/change/change';
import type { UnreadableEntry } from '../../domain/ledger/unreadable-entry';
import type { Records } from './apply/record';
import type { Sources } from './gather';
import type { AdminWatchPorts } from './roster/watch-admins';
import type { Rules } from './rules';

/** What the revoker judges by, reads, changes, records and tells by. */
export interface RevokerPorts extends Sources, Records {
  readonly rules: Rules;
  readonly carry: Carrier<DenyChange>;
  readonly telling: TellingPorts;
  /** What the admins are watched by. */
  readonly watching: AdminWatchPorts;
  /** The calls that people are still to be told of, without those that cannot be read: each is passed on. */
  readonly readableOwed: (unreadable: (entry: UnreadableEntry) => void) => OwedLedger;
  /** Users that this instance of the function revoked. */
  readonly recent: RecentRevocations;
  /** Takes the lines of the log. */
  readonly log: (line: object) => void;
  /** The date. */
  readonly now: () => Date;
}
