import type { Sha256 } from '../../../../domain/policy/content-name';
import type { Turns } from '../../../../domain/run/turns';
import type { BoundaryPlan } from '../../plan';
import type { OwnPolicies } from '../../../../domain/policy/own-policies';

/** A boundary of the project that exists. */
export interface ExistingPolicy {
  readonly arn: string;
  /** Text of its default version as IAM returns it: plain or URL-encoded (RFC 3986). */
  readonly text: string;
}

/** What a plan has to keep to. */
export interface DraftingAround {
  readonly own: OwnPolicies;
  readonly sha256: Sha256;
  readonly scope: BoundaryPlan['scope'];
  /** The project's boundaries of the account as the inventory found them, with the text of their default versions. */
  readonly existing: readonly ExistingPolicy[];
  /**
   * ARNs of policies of the project that were made since, by an earlier attempt at the same plan: they are counted by
   * IAM already, and take no room again.
   *
   * @default none
   */
  readonly begun?: ReadonlySet<string>;
  /** As `GetAccountSummary` says. */
  readonly quotas: { readonly policies: number; readonly policiesQuota: number; readonly policySizeQuota: number };
  readonly limits: {
    /** So many principals get a first or narrower boundary in one run. */
    readonly changesPerRun: number;
    /** So many percent of those bounded already may get a narrower one in one run, but at least {@link LEAST_CHANGES}. */
    readonly maxChangePercent: number;
  };
  /**
   * Who had a turn in an earlier run, and comes after all others.
   *
   * @default nobody
   */
  readonly turns?: Turns;
  /** Unique ids of principals whose boundary someone else removed twice. */
  readonly flipped: ReadonlySet<string>;
  /**
   * Unique ids of principals that a person has released since the last change run began; `*` is everybody.
   *
   * @default none
   */
  readonly held?: ReadonlySet<string>;
  /**
   * Unique ids of principals whose boundary was recorded and not seen to stand: a run was terminated between.
   *
   * @default none
   */
  readonly unconfirmed?: ReadonlySet<string>;
}

/** A percentage of few would never let anybody change. */
export const LEAST_CHANGES = 5;
