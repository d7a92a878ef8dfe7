import type { EmbeddedAccount } from '../../embedded-account/account';

/** The function that judges calls. */
export const REVOKER = 'iam-guardrails-revoker';

/** Somebody who calls the IAM API, and what has to become of it. */
export interface Scenario {
  readonly caller: string;
  readonly call: string;
  readonly expected: Expected;
  /** Makes the call. A call that IAM refuses is judged as well. */
  readonly act: (account: EmbeddedAccount) => Promise<unknown>;
  /**
   * Whether permissions reach everybody before the next scenario.
   * @default true
   */
  readonly settles?: boolean;
}

/** What the revoker has to do about a call. */
export interface Expected {
  /** Kind and reason of the decision, or `dead letter`. */
  readonly verdict: string;
  /** Sequential round trips to IAM, of both functions, up to the call that denies; all where nobody is denied. */
  readonly roundTrips: number;
  /** Call that denies. */
  readonly deniedBy: 'AttachUserPolicy' | 'PutUserPolicy' | 'nothing';
  /** How many notices people get. */
  readonly notices: number;
}

/** Nothing happens, after one look at IAM or none. */
export const left = (reason: string, roundTrips: number): Expected => ({
  verdict: `leave: ${reason}`,
  roundTrips,
  deniedBy: 'nothing',
  notices: 0,
});

/** One look at IAM, one call that denies, one notice. */
export const revoked = (reason: string, more: Partial<Expected> = {}): Expected => ({
  verdict: `revoke: ${reason}`,
  roundTrips: 2,
  deniedBy: 'AttachUserPolicy',
  notices: 1,
  ...more,
});
