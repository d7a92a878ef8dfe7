import { perPlace, type Place } from './place';

/**
 * Something of AWS that is loaded when it is first asked for, from a file of its own: a deny waits for no client that it
 * does not need.
 */
export const later = <T>(load: () => Promise<T>): ((at: Place) => Promise<T>) => perPlace({ event: load, job: load });
