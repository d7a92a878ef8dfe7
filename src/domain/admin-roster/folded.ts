import type { RosterCall } from './call';
import type { AdminRoster } from './roster';

/** A call that put somebody into an admin group, or took somebody out of it. */
export interface MembershipChange {
  readonly call: RosterCall;
  /** Unique id of the admin group. */
  readonly groupId: string;
  /** Unique id of the user; absent where nobody can tell who had the name. */
  readonly userId?: string | undefined;
  /** Somebody without a vote had moved a name in it by then. */
  readonly isMoved?: true;
}

/** What history makes of a roster. */
export interface FoldedRoster extends Omit<AdminRoster, 'asOf'> {
  /** Changes by callers who may make admins, of whom it is sure whom they meant. */
  readonly made: readonly MembershipChange[];
  /** Changes by callers who may not make admins: they count for nobody. */
  readonly uncounted: readonly MembershipChange[];
  /** Changes by roles that have no vote: whom they added counts as an admin, and cannot make others one. */
  readonly byRoles: readonly MembershipChange[];
  /**
   * Changes by callers who may make admins, that nobody can be sure about: somebody else had moved the name of the user or
   * of the group by then, or nobody is known under it. They count for nobody.
   */
  readonly unclear: readonly MembershipChange[];
  /**
   * Names of users in calls by callers who may make admins, in lower case: a look sees who has them. Those come first of whom
   * that is not sure yet, for a look does not see every name.
   */
  readonly named: readonly string[];
  /** Milliseconds; the first call by such a caller of which it is not sure yet whom it was about. Absent: there is none. */
  readonly unsureFrom?: number;
}
