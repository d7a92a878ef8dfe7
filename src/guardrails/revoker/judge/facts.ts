import type { Group, User } from '../../../domain/identity/principal';
import type { SeenAdds } from '../../../domain/admin-roster/hints';
import type { Incident } from '../../../domain/ledger/incident';
import type { Remembered } from './admin-status';
import type { CurrentAdminGroup } from './membership';
import type { StandingDeny } from './standing-deny';

/** What IAM and the ledger say about a caller when the call is judged. */
export interface Facts {
  /** The user with the caller's id, whatever its name is by now; absent when the id is gone. */
  readonly user?: User;
  readonly groups: readonly Group[];
  /** As IAM shows them now; one that is missing is not among them. */
  readonly adminGroups: readonly CurrentAdminGroup[];
  readonly deny: StandingDeny;
  /** What is remembered of the caller as an admin. */
  readonly remembered: Remembered;
  readonly added: SeenAdds;
  /** The latest incident about the caller. Absent: there is none, or no verdict on the call asks; `unread`: nobody can tell. */
  readonly incident?: Incident | 'unread' | undefined;
  /** Readings that failed, and that no deny has to wait for. */
  readonly unread: readonly string[];
}
