import type { Sha256 } from '../../domain/boundary-document';
import type { OwnPolicies } from '../../domain/boundary-self-protection';

/** A boundary of the project that exists. */
export interface StandingPolicy {
  readonly arn: string;
  /** Text of its default version as IAM returns it: plain or URL-encoded (RFC 3986). */
  readonly text: string;
}

/** What a plan has to keep to. */
export interface PlanAround {
  readonly own: OwnPolicies;
  readonly sha256: Sha256;
  /** The project's boundaries of the account, with the text of their default versions. */
  readonly standing: readonly StandingPolicy[];
  /** As `GetAccountSummary` says. */
  readonly quotas: { readonly policies: number; readonly policiesQuota: number; readonly policySizeQuota: number };
  readonly limits: {
    /** So many principals get a boundary in one run. */
    readonly changesPerRun: number;
    /** So many percent of those bounded already may get another one in one run, but at least {@link LEAST_CHANGES}. */
    readonly maxChangePercent: number;
  };
  /** Unique ids of principals that another hand took the boundary from twice. */
  readonly flipped: ReadonlySet<string>;
}

/** A percentage of few would never let anybody change. */
export const LEAST_CHANGES = 5;

/** So many policies of the account's quota are left to everybody else. */
export const RESERVE = 50;
