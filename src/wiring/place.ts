import { ENV } from './contract';
import { requireEnv } from './environment';

/** The account that ports act in, and what they are for. */
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

/**
 * Makes one of each kind for every place, on first use: clients keep their connections from one invocation to the next.
 *
 * @throws Error for a second account: the function has credentials of its own account alone, and a client made with them
 * would act there
 */
export function perPlace<T>(make: Readonly<Record<Place['purpose'], () => T>>): (at: Place) => T {
  const made = new Map<Place['purpose'], T>();
  let own: string | undefined;
  return ({ accountId, purpose }) => {
    own ??= accountId;
    if (own !== accountId) throw new Error(`account ${accountId}: this function has credentials of ${own} alone`);
    const known = made.get(purpose) ?? make[purpose]();
    made.set(purpose, known);
    return known;
  };
}
