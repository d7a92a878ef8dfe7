import type { SubjectKind } from '../identity/subject';

/** Something that a scheduled guardrail found of a principal. It stands until a run finds that it is gone. */
export interface PrincipalFinding {
  readonly principal: {
    readonly kind: SubjectKind;
    /** Unique id: `AIDA…`, `AROA…`, `AGPA…`. */
    readonly id: string;
    readonly arn: string;
  };
  /** In a few words. */
  readonly title: string;
  /** In a sentence or two. */
  readonly description: string;
}

/** What a run says of a principal: a finding, that there is none, or that nobody could tell, so that an earlier one stands. */
export type FindingVerdict =
  | { readonly kind: 'found'; readonly finding: PrincipalFinding }
  | { readonly kind: 'none' }
  | { readonly kind: 'undecided'; readonly id: string };

/** A finding that Security Hub was told of. */
export interface ToldFinding extends PrincipalFinding {
  /** ISO 8601, start of the run that found it first. */
  readonly since: string;
}

/** What Security Hub is to be told. */
export interface HubNews {
  /** What stands: new findings, and earlier ones again, as Security Hub forgets what is not told for 90 days. */
  readonly standing: readonly ToldFinding[];
  /** What a run found gone, with principals that are no longer there. */
  readonly resolved: readonly ToldFinding[];
  /** What nobody could tell: it stays as it was told. */
  readonly untouched: readonly ToldFinding[];
}

/**
 * Compares what a run found with what Security Hub was told.
 *
 * @param told by earlier runs of the guardrail
 * @param verdicts of this run, one for each principal that is there
 * @param startedAt ISO 8601, start of the run
 */
export function newsOf(told: readonly ToldFinding[], verdicts: readonly FindingVerdict[], startedAt: string): HubNews {
  const since = new Map(told.map((one) => [one.principal.id, one.since]));
  const standing = verdicts.flatMap((verdict) =>
    verdict.kind === 'found'
      ? [{ ...verdict.finding, since: since.get(verdict.finding.principal.id) ?? startedAt }]
      : [],
  );
  const found = new Set(standing.map(({ principal }) => principal.id));
  const undecided = new Set(verdicts.flatMap((verdict) => (verdict.kind === 'undecided' ? [verdict.id] : [])));
  const earlier = told.filter(({ principal }) => !found.has(principal.id));
  return {
    standing,
    resolved: earlier.filter(({ principal }) => !undecided.has(principal.id)),
    untouched: earlier.filter(({ principal }) => undecided.has(principal.id)),
  };
}
