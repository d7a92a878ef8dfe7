/** What a report says of a user: when they were last seen, where anybody ever saw them. */
export type LastUse =
  | { readonly known: true; readonly lastUsedAt?: string }
  /** The report does not know the user, although they were there when it was made. */
  | { readonly known: false };

/** When users were last seen by password or key, as of some time; ISO 8601. */
export interface LastUses {
  of(user: { readonly arn: string; readonly createdAt: string }): LastUse;
}
