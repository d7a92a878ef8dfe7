import type { Call } from '../judge/parse';

/** Longer texts are documents, which decide no verdict. */
const NAME = 256;

/**
 * What a call is marked by once it was judged: its event, as it was judged.
 *
 * The id alone would not do. Whoever may send to the queue could take an event from it, forge one of the same id that was
 * refused, or made by a service, or long ago, and have the call of that event taken for judged.
 */
export function judgedId({ eventId, eventName, at, failedWith, invokedBy, parameters = {} }: Call): string {
  const names = Object.entries(parameters)
    .filter(([, value]) => typeof value === 'string' && value.length <= NAME)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([eventId, eventName, at, failedWith ?? '', invokedBy ?? '', names]);
}
