import { setFlagsFromString } from 'node:v8';

/**
 * Has the process collect its garbage early. By itself V8 lets the heap grow to several times what is in use before it does:
 * for a large account that is hundreds of megabytes of a machine that somebody works at.
 *
 * V8 reads this flag whenever it decides how far the heap may grow, so it counts from here on. Collecting more often takes
 * seconds of a command that waits minutes for IAM's rate.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--optimize-for-size');
}
