import type { Desk } from '../../audit/desk/desk';
import type { FoundIncidents } from './remembered';

/** Where what is read of an account comes from, and what time it is there. */
export interface Source extends Pick<Desk, 'readings' | 'now' | 'clock' | 'pace'> {
  /** Reads the incidents that the ledger of a deployment knows. Absent: a snapshot holds none. */
  readonly incidents?: () => Promise<FoundIncidents>;
}

/** Who is told of the reading. */
export interface Reader {
  readonly warn: (line: string) => void;
  /** Told how many users, roles and groups are read so far. */
  readonly read: (principals: number) => void;
}
