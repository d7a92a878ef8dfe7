/** What the construct and the handlers must agree on. Nothing here may import anything. */

/** Name of the guardrail: folders, function, log field and ledger key. */
export const REVOKER = 'revoker';

/** Its second function, which alone may write policies of the guard: gives them their text back, and puts inline ones. */
export const FALLBACK = 'revoker-fallback';

/** Inline policy of the fallback, put where the quota of managed policies is used up. */
export const INLINE_POLICY_NAME = 'DenyIAM';

/** What the schedule puts into the queue: look at who is in the admin groups. */
export const LOOK = '{"look":"admin-groups"}';

/** Minutes between two looks. */
export const LOOK_EVERY_MINUTES = 5;

/** What another schedule puts into the queue: tell people of the calls that no notice named. */
export const TELL = '{"tell":"calls"}';

/** Minutes between two such messages. */
export const TELL_EVERY_MINUTES = 1;
