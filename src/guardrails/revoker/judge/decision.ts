import type { Group, User } from '../../../domain/identity/principal';
import type { Grantee } from './membership';
import type { StandingDeny } from './standing-deny';

/** What the guardrail will do about a call, and why. */
export type Decision =
  | ({ readonly kind: 'leave'; readonly reason: LeaveReason } & Freeing)
  /**
   * Nothing to do in IAM: the caller is denied already, and an earlier attempt may have died before people were told; or a
   * person has released it since it made the call.
   */
  | ({
      readonly kind: 'leave';
      readonly reason: 'already-revoked' | 'released';
      readonly user: User;
      readonly deny: StandingDeny;
    } & Granting)
  /** Nobody is touched, and people are told. */
  | ({ readonly kind: 'tell'; readonly reason: TellReason; readonly user?: User } & Freeing & Granting)
  /** Nobody is touched yet: the call waits, and is judged again. */
  | {
      readonly kind: 'hold';
      readonly reason: HoldReason;
      readonly user: User;
      /** Whether a message told of an admin who put the caller into an admin group. */
      readonly isExpected: boolean;
      /** What nobody can tell; absent where it is only a matter of time. */
      readonly why?: string;
    }
  /** Nobody can be judged. People are told, and the call waits. */
  | { readonly kind: 'undecidable'; readonly reason: 'admin-group'; readonly why: string }
  | ({
      readonly kind: 'revoke';
      readonly reason: RevokeReason;
      readonly user: User;
      readonly deny: StandingDeny;
      /** Admin groups that the caller put itself into; never one that would be left empty. */
      readonly joined: readonly Group[];
      /** Whether this very call took away what the guard had put on its caller, where it had. */
      readonly escaped?: true;
    } & Granting);

/** What somebody who may call IAM did to the guard. */
export interface Freeing {
  /** Name of the user whose deny the call removes. Whether one stood is looked up when the incident is recorded. */
  readonly freed?: string;
}

/** What somebody who may not call IAM did, and the guard does not undo. */
export interface Granting {
  /** The user that the call made an admin. */
  readonly granted?: Grantee;
  /** Name of another user whose deny the call took off. Whether one stood is looked up. */
  readonly exposed?: string;
}

export type LeaveReason =
  | 'read-only'
  | 'own-session'
  | 'other-identity'
  | 'admin'
  | 'exempt'
  | 'self-service'
  | 'service-linked-role'
  | 'failed-call';

export type TellReason =
  | 'root'
  | 'gone'
  | 'exempt-renamed'
  | 'failed-call'
  | 'via-service'
  | 'admin-re-added'
  | 'too-many-revocations';

/**
 * A newcomer is in an admin group, and history has not had the time yet to say why; or nobody can tell at all; or the caller has
 * been made an admin since the call, which history does not show yet.
 */
export type HoldReason = 'newcomer' | 'admin-unproven' | 'made-admin-since';

export type RevokeReason = 'unauthorized' | 'self-promotion';
