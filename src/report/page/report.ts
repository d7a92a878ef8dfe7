import type { SubjectKind } from '../../domain/identity/subject';
import type { Fact } from '../../domain/notice/notice';

/** What a run found and did, as a person reads it in one page. Every text is plain text, whoever chose it. */
export interface Report {
  readonly title: string;
  /** What the guardrail does and what the run did, in sentences. */
  readonly about: readonly string[];
  /** Of the run: account, name, start. */
  readonly facts: readonly Fact[];
  readonly tiles: readonly Tile[];
  /** What a reader has to know beside the principals, a sentence each. */
  readonly notes: readonly string[];
  readonly principals: readonly ReportPrincipal[];
}

/** A number at the top of the page. */
export interface Tile {
  readonly label: string;
  readonly value: number;
  /** What the number counts, in a few words. */
  readonly about: string;
}

/** One principal of the page. Numbers are null where there is nothing to count. */
export interface ReportPrincipal {
  readonly kind: SubjectKind;
  readonly name: string;
  readonly arn: string;
  /** Unique id, `AIDA…`, `AROA…` or `AGPA…`. */
  readonly id: string;
  /** What became of it, or is to: one of a few, by which a reader filters; such as `Left alone`. */
  readonly state: string;
  /** Whether a person has to look at it. */
  readonly isToLookAt: boolean;
  /** What was decided and why, in a sentence. */
  readonly decision: string;
  readonly coveragePercent: number | null;
  readonly granted: number | null;
  readonly used: number | null;
  /** ISO 8601. Absent: never, or unknown. */
  readonly lastUsedAt?: string | undefined;
  /** Services by what is known of them. */
  readonly services: readonly ServiceList[];
  readonly facts: readonly Fact[];
  /** How a person gives back what was taken. Absent: nothing is, or is to be. */
  readonly release?: Fact | undefined;
}

/** Services that have something in common. */
export interface ServiceList {
  /** What, such as `Never used`. */
  readonly label: string;
  /** Prefixes, such as `s3`. */
  readonly names: readonly string[];
}
