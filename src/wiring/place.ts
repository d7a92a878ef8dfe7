import { ENV } from './contract';
import { requireEnv } from './environment';

/** Whose ports, and what for. */
export interface Place {
  readonly accountId: string;
  /**
   * `event`: somebody waits for the answer. `job`: a scheduled run, which keeps a pace of its own, and whose throttling
   * must never slow down the guardrail that answers events.
   */
  readonly purpose: 'event' | 'job';
}

/** The account of the function itself. */
export const here = (purpose: Place['purpose']): Place => ({ accountId: requireEnv(ENV.accountId), purpose });

/** Makes one of each kind for every place, on first use: clients keep their connections from one invocation to the next. */
export function perPlace<T>(make: Readonly<Record<Place['purpose'], () => T>>): (at: Place) => T {
  const made = new Map<string, T>();
  return ({ accountId, purpose }) => {
    const key = `${accountId} ${purpose}`;
    const known = made.get(key) ?? make[purpose]();
    made.set(key, known);
    return known;
  };
}
