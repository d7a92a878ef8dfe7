import type { User } from '../domain/identity/principal';
import type { Notice } from '../domain/notice/notice';
import type { AcceptRequest, Holder, ReleaseRequest } from './parse';

/** What a release did to one principal, as the answer and the log say it. */
export interface Released {
  /** ARN, for people. */
  readonly principal: string;
  /** Changes that were taken back, newest first. */
  readonly takenBack: readonly object[];
  /** What the guardrail changed and a release does not give back (THREATS T10). */
  readonly notGivenBack: readonly object[];
  /** Why something stands that was asked for. Absent: nothing does. */
  readonly stays?: string;
}

/** The same for people, each an end of a sentence: `policy arn:…`. */
export interface Words {
  /** One of the releaser's headlines; absent where nothing was taken back. */
  readonly headline?: string | undefined;
  readonly takenAway: readonly string[];
  readonly givenBack: readonly string[];
  /** What is not given back, and who can. */
  readonly remains: readonly string[];
  /** Absent where the guardrail does not do it again by itself. */
  readonly again?: Again | undefined;
}

/** That the guardrail may do it again, and how to keep it from that: where one was released, and where more were. */
export interface Again {
  readonly one: string;
  readonly many: string;
}

/** What became of one principal's release. */
export interface ReleaseOutcome {
  readonly released: Released;
  readonly words: Words;
  /** Thread of the notices that are over with this release. Absent: it ends none. */
  readonly thread?: string;
}

/** One principal's release. */
export interface Job {
  /** ARN, for people. */
  readonly whom: string;
  /** Unique id; absent where nothing says it. */
  readonly id?: string | undefined;
  readonly release: () => Promise<ReleaseOutcome>;
}

/** Whom a request means, as far as a guardrail knows. */
export type Found =
  | { readonly kind: 'jobs'; readonly jobs: readonly Job[] }
  /** Nothing is known of the run; an error only where no releaser knows anything of it. */
  | { readonly kind: 'unknown-run'; readonly why: string };

/** What the releasers that a request does not ask hold against a user, in sentences without a stop. */
export type Others = (user: User) => readonly string[];

/** What became of a person's word for somebody: as the answer and the log say it, and as people are told. */
export interface AcceptOutcome {
  readonly accepted: object;
  readonly notice: Notice;
}

/** How one guardrail's work is taken back, for one invocation. */
export interface Releaser extends Holder {
  /** Headlines of notices, the weightiest first. */
  readonly headlines: readonly string[];
  /**
   * Releases of those whom a request means.
   *
   * @throws Error where one principal is asked for and is not to be found, or is not to be told from another
   */
  readonly jobs: (request: ReleaseRequest, others: Others) => Promise<Found>;
  /**
   * Deletes what nobody uses any more, once everything that was asked for is done.
   *
   * @param everything whether all of it may go, and not only what these releases left
   * @returns ARNs of what was deleted
   */
  readonly tidy?: (everything: boolean) => Promise<readonly string[]>;
  /**
   * Takes a person's word that a user may do what the guardrail cannot find anybody to have allowed.
   *
   * @throws Error where there is no such user, or nothing to accept of it
   */
  readonly accept?: (request: AcceptRequest) => Promise<AcceptOutcome>;
  /** What of this guardrail stands on a user whom another's releaser releases, and how to be rid of it. */
  readonly stands?: (user: User) => string | undefined;
}
