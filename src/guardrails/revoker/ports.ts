import type { OwedList } from '../../aws/ledger/owed-list';
import type { JudgedLedger } from '../../aws/ledger/judged';
import type { HintLedger } from '../../aws/ledger/hints';
import type { WaitingLedger } from '../../aws/ledger/waiting';
import type { WaitingList } from '../../aws/ledger/waiting-list';
import type { Digesting } from './apply/judged-id';
import type { IncidentTagPorts } from './apply/incident-tag';
import type { RecentNotices } from './apply/recent-notices';
import type { TellFewPorts } from './apply/tell-few';
import type { RecentRevocations } from './apply/recent-revocations';
import type { TellingPorts } from './apply/tell-call';
import type { Teller } from '../../domain/ledger/entry';
import type { UnreadableEntry } from '../../domain/ledger/unreadable-entry';
import type { Records } from './apply/record';
import type { UpholdPorts } from './apply/uphold/ports';
import type { Sources } from './gather/gather';
import type { Call } from './judge/parse';
import type { PartReaders } from './parts/seen';
import type { AdminWatchPorts } from './roster/watch-admins';

/** What a verdict leaves for the next ones. */
interface MemoryPorts extends Digesting {
  readonly hints: HintLedger;
  readonly waiting: WaitingLedger;
  readonly judged: JudgedLedger;
}

/** What puts the tag of an incident on its user. */
type TagPorts = Pick<IncidentTagPorts, 'tags'>;

/** What is done at once about denies that a call has put or taken off. */
interface Mending {
  readonly mend: (delivery: Teller, ports: RevokerPorts, plantedOn?: string) => Promise<void>;
  readonly protect: (name: string, call: Call, delivery: Teller, ports: RevokerPorts) => Promise<void>;
}

/** What the revoker judges by, reads, changes, records and tells by. */
export interface RevokerPorts
  extends Omit<Sources, 'hints' | 'incidents'>, Records, MemoryPorts, UpholdPorts, TagPorts {
  readonly telling: TellingPorts;
  /** What the parts of the guard are read by. */
  readonly parts: PartReaders;
  /** What the admins are watched by. */
  readonly watching: AdminWatchPorts;
  /** What is still to be done, without entries that cannot be read: each is passed on. */
  readonly lists: (unreadable: (entry: UnreadableEntry) => void) => {
    /** Calls that people are to be told of. */
    readonly owed: OwedList;
    readonly waiting: WaitingList;
  };
  /** Users that this instance of the function revoked. */
  readonly recent: RecentRevocations;
  /** What this instance of the function has told people. */
  readonly recentNotices: RecentNotices;
  /** What mends the denies, read when somebody has touched one: no other deny waits for it. */
  readonly mending: () => Promise<Mending>;
  /** The words about notices that were left out. */
  readonly leftOut: TellFewPorts['leftOut'];
  /** Takes the lines of the log. */
  readonly log: (line: object) => void;
  /** The date. */
  readonly now: () => Date;
}
