/** When users were last seen by password or key, as of some time. */
export interface LastUses {
  /**
   * @returns ISO 8601; undefined for whom nobody ever saw, and `unknown` for whom the report does not know, although they
   * were there when it was made
   */
  of(user: { readonly arn: string; readonly createdAt: string }): string | 'unknown' | undefined;
}
