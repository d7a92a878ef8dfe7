import type { OwedLedger } from '../../aws/ledger/owed';
import type { SeenAddLedger } from '../../aws/ledger/seen-adds';
import type { WaitingLedger } from '../../aws/ledger/waiting';
import type { Carrier } from '../../changes/carry-out';
import type { RecentRevocations } from './apply/recent-revocations';
import type { TellingPorts } from './apply/tell-call';
import type { DenyChange } from '../../domain/change/change';
import type { UnreadableEntry } from '../../domain/ledger/unreadable-entry';
import type { Records } from './apply/record';
import type { Sources } from './gather';
import type { AdminWatchPorts } from './roster/watch-admins';
import type { Rules } from './rules';

/** What a verdict leaves for the next ones. */
export interface MemoryPorts {
  readonly seenAdds: SeenAddLedger;
  readonly waiting: WaitingLedger;
}

/** What the revoker judges by, reads, changes, records and tells by. */
export interface RevokerPorts extends Omit<Sources, 'seenAdds'>, Records, MemoryPorts {
  readonly rules: Rules;
  readonly carry: Carrier<DenyChange>;
  readonly telling: TellingPorts;
  /** What the admins are watched by. */
  readonly watching: AdminWatchPorts;
  /** What is still to be done, without entries that cannot be read: each is passed on. */
  readonly readable: (unreadable: (entry: UnreadableEntry) => void) => {
    /** Calls that people are to be told of. */
    readonly owed: OwedLedger;
    readonly waiting: WaitingLedger;
  };
  /** Users that this instance of the function revoked. */
  readonly recent: RecentRevocations;
  /** Takes the lines of the log. */
  readonly log: (line: object) => void;
  /** The date. */
  readonly now: () => Date;
}
