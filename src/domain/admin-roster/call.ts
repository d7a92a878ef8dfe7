/** Who made a call that changes who is an admin. */
export type RosterCaller =
  | { readonly kind: 'root' }
  /** @property id unique id of the IAM user; for a federated session that of the user who started it */
  | { readonly kind: 'user'; readonly id: string }
  /** @property arn of the role whose session it was */
  | { readonly kind: 'role'; readonly arn: string }
  /** A service, another account, or nobody that the record names. */
  | { readonly kind: 'other' };

/**
 * What a call did to the names of users and groups, and to who is in which group. IAM names them; only creations say ids,
 * and not where CloudTrail has cut the record.
 */
export type RosterChange =
  | { readonly kind: 'user-added' | 'user-removed'; readonly user: string; readonly group: string }
  | { readonly kind: 'user-created' | 'group-created'; readonly name: string; readonly id?: string | undefined }
  | { readonly kind: 'user-renamed' | 'group-renamed'; readonly name: string; readonly to: string }
  | { readonly kind: 'user-deleted' | 'group-deleted'; readonly name: string };

/** A successful call, as CloudTrail's history tells of it. */
export interface RosterCall {
  readonly eventId: string;
  /** CloudTrail writes whole seconds: of two calls in the same one nobody knows which came first. */
  readonly at: Date;
  readonly caller: RosterCaller;
  readonly change: RosterChange;
}

/** The calls of IAM that a roster follows, by what they do. */
export const ROSTER_CALLS = {
  AddUserToGroup: 'user-added',
  RemoveUserFromGroup: 'user-removed',
  CreateUser: 'user-created',
  UpdateUser: 'user-renamed',
  DeleteUser: 'user-deleted',
  CreateGroup: 'group-created',
  UpdateGroup: 'group-renamed',
  DeleteGroup: 'group-deleted',
} as const satisfies Readonly<Record<string, RosterChange['kind']>>;
