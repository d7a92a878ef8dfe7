/** What the constructs and the handler must agree on. Nothing here may import anything. */

/** Beginning of the names of the functions, one for each channel. */
export const NOTIFY = 'notify';

/** Attributes of the messages, by which subscriptions filter. */
export const ATTRIBUTES = { class: 'class', guardrail: 'guardrail' } as const;

/** Shorter than a claim of a notice lasts (src/aws/ledger/tellings.ts). */
export const TIMEOUT_SECONDS = 30;

/** How long a channel may take to answer. */
export const ANSWER_SECONDS = 5;

/** How often a notice is tried: with the pauses of src/notify/later.ts for about two hours. */
export const ATTEMPTS = 12;

/** Entries of the ledger that the channels keep, by the beginning of their keys behind the account. */
export const ENTRIES = { notice: 'notice/', thread: 'thread/' } as const;
