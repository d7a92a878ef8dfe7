/** What the construct and the handler must agree on. Nothing here may import anything. */

/** Name of the function, without the prefix. */
export const RELEASE = 'release';

/** Seconds the function may run: as long as the command line of AWS waits for an answer. */
export const TIMEOUT_SECONDS = 60;
