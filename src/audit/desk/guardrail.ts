import type { EndingExemption } from '../../domain/exemption/exemption';
import type { Report } from '../../report/page/report';
import type { Statement } from '../../domain/policy/policy-document';
import type { Job } from '../contract';
import type { RecordedEntry } from '../../domain/recorded-change/entry';
import type { RecordedChange } from '../../domain/recorded-change/kinds';
import type { Run } from '../payloads/run';
import type { Desk } from './desk';
import type { Remembered } from './readings';

/** How a guardrail looks at an account from a desk, by the steps of its deployed job; its entry in the catalogue. */
export interface GuardrailPreview<Given> {
  readonly name: string;
  /** What it is about, as its page is titled. */
  readonly title: string;
  /**
   * Looks at everybody in observe mode, whatever mode the settings say, and writes what it finds into the desk's store.
   *
   * @returns undefined where the settings leave it nothing to look for
   */
  readonly preview: (given: Given, run: Run, desk: Desk) => Promise<Previewed> | undefined;
  /** Every entry of whom it has changed and not released, open or over, as the ledger of a deployment remembers it. */
  readonly entries: (remembered: Remembered) => Promise<readonly RecordedEntry<RecordedChange>[]>;
  /** What each function of its deployed job may do in observe mode. */
  readonly permissions: (given: Given, accountId: string) => Readonly<Record<Job, readonly Statement[]>>;
}

/** What a guardrail found. */
export interface Previewed {
  /** Prefix of the run's objects. */
  readonly prefix: string;
  /** Whether the run counts as a success: one in which most of those it asked about failed does not. */
  readonly isSuccess: boolean;
  /** What a run of changes would do first is not known, and why. Absent: it is planned. */
  readonly unplanned?: string;
  /** Numbers by their names, as the summary counts. */
  readonly counts: object;
  readonly table: Table;
  /** What people have to know of how the run found out what it says. */
  readonly remarks: readonly string[];
  readonly endingExemptions: readonly EndingExemption[];
  /** The same for the page that a person opens. */
  readonly page: Report;
}

/** What was found of principals, for a terminal: those who are most worth a look first. */
export interface Table {
  readonly heading: readonly string[];
  /** A cell under each word of the heading; a number is written as one. */
  readonly rows: readonly (readonly (string | number)[])[];
}
