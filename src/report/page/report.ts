import type { SubjectKind } from '../../domain/identity/subject';
import type { Fact } from '../../domain/notice/notice';
import type { Purpose } from '../../domain/run/purpose';

/** What a run of one guardrail found and did, as a person reads it. Every text is plain text, whoever chose it. */
export interface Report {
  /** Account id, 12 digits. */
  readonly accountId: string;
  /** What the guardrail is about, such as `Permissions boundaries`. */
  readonly title: string;
  /** What the guardrail does and what the run did, in sentences. */
  readonly about: readonly string[];
  /** Of the run: account, name, start. */
  readonly facts: readonly Fact[];
  readonly tiles: readonly Tile[];
  /** What a reader has to know beside the principals, a sentence each. */
  readonly notes: readonly string[];
  readonly charts: readonly Chart[];
  /** When what the table is of began and ended. Absent: it is of nothing that does. */
  readonly timeline?: Timeline | undefined;
  /** Numbers of the run that pages of later runs compare. Absent: none are. */
  readonly measures?: readonly Measure[] | undefined;
  /** What runs came to, up to this one, oldest first. Absent: nobody asked, or nobody knows. */
  readonly runs?: readonly PastRun[] | undefined;
  /** What the table says of each principal beside its name and outcome. The table begins sorted by the first. */
  readonly columns: readonly Column[];
  readonly principals: readonly ReportPrincipal[];
}

/** A report whose principals need not all be there at the same time. */
export interface LongReport extends Omit<Report, 'principals'> {
  readonly principals: Principals;
}

/** Principals in their order; a list, or what makes them one after another each time that they are asked for. */
export interface Principals extends Iterable<ReportPrincipal> {
  readonly length: number;
}

/** A number at the top of the page. */
export interface Tile {
  readonly label: string;
  readonly value: number;
  /** What the number counts, in a few words. */
  readonly about: string;
  /** Whom it counts, so that a reader gets from the number to their rows. Absent: it counts something else. */
  readonly shows?: Shows | undefined;
}

/** Those of a state, or those of whom something holds. */
export type Shows = { readonly state: string } | { readonly trait: Trait };

/** What may hold of a principal whatever became of it. */
export type Trait = 'isToLookAt' | 'administersIam' | 'hasUnused';

/** A number that pages of later runs compare. */
export interface Measure {
  /** The same in every version: runs are remembered by it. */
  readonly key: string;
  readonly label: string;
  readonly kind: 'number' | 'percent';
  readonly value: number;
}

/** What an earlier run came to, or the very run of the page. */
export interface PastRun {
  readonly runId: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly purpose: Purpose;
  /** By {@link Measure.key}. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** When things began and ended. */
export interface Timeline {
  readonly title: string;
  /** ISO 8601; until when what has not ended is drawn. */
  readonly asOf: string;
  readonly spans: readonly Span[];
}

/** One of them. */
export interface Span {
  readonly label: string;
  /** ISO 8601. */
  readonly from: string;
  /** ISO 8601. Absent: it has not ended. */
  readonly to?: string | undefined;
}

/** How many of something there are, by something. */
export interface Chart {
  readonly title: string;
  /** What is counted, in the plural: `principals`. */
  readonly unit: string;
  readonly bars: readonly { readonly label: string; readonly value: number }[];
}

/** A column of the table. Days and times are ISO 8601; the table shows of a `day` the day, of a `time` the minute as well. */
export interface Column {
  readonly label: string;
  readonly kind: 'text' | 'number' | 'percent' | 'day' | 'time';
  /** Whether the largest come first. @default false */
  readonly isDescending?: boolean | undefined;
}

/** What stands in a column. Null: nothing to say, or nobody knows. */
export type Cell = string | number | null;

/** One principal of the page. */
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
  /** Whether it may change what others may do. @default false, or nobody knows */
  readonly administersIam?: boolean | undefined;
  /** Whether it, or something of it, is reported as unused. @default false */
  readonly hasUnused?: boolean | undefined;
  /** Whether it belongs to this project: rows of its own are shown to those who ask. @default false */
  readonly isOwn?: boolean | undefined;
  /** What was decided and why, in a sentence. */
  readonly decision: string;
  /** By {@link Report.columns}: texts of a `text`, `day` or `time`, numbers of the others. */
  readonly cells: readonly Cell[];
  /** Services by what is known of them. */
  readonly services: readonly ServiceList[];
  readonly facts: readonly Fact[];
  /** What the principal is held by, and is to be. */
  readonly documents: readonly DocumentChange[];
  /** How a person gives back what was taken. Absent: nothing is, or is to be. */
  readonly release?: Fact | undefined;
}

/** Services that have something in common. */
export interface ServiceList {
  /** What, such as `Not used lately`. */
  readonly label: string;
  /** Prefixes, such as `s3`. */
  readonly names: readonly string[];
  /** `YYYY-MM-DD`; when each of them was last used, in their order. Absent: nobody knows, or none was. */
  readonly days?: readonly string[] | undefined;
}

/** A policy as it stands, and as it is to stand: JSON of several lines. */
export interface DocumentChange {
  /** What it is, such as `Permissions boundary`. */
  readonly label: string;
  /** Absent: none stands, or nobody knows what it says. */
  readonly before?: string | undefined;
  /** Absent: none is to stand. */
  readonly after?: string | undefined;
}

/** Pages that stand beside that of a run, each in a tab of its own. */
export interface PagesBeside {
  /** What they are about, as a sentence begins. */
  readonly what: string;
  /** @param asOf ISO 8601; when the run began. @returns none where there is nothing to show */
  readonly pages: (asOf: string) => Promise<readonly Report[]>;
}
