import { plain, runThread, type Fact, type Notice } from '../../domain/notice/notice';
import type { Purpose } from '../../domain/run/purpose';

/** A run that people are told of. */
export interface ToldRun {
  readonly guardrail: string;
  readonly accountId: string;
  readonly runId: string;
  readonly purpose: Purpose;
  /** Absent where the run planned nothing. */
  readonly mode?: 'observe' | 'enforce';
}

/** A run as a sentence begins. */
export function runInWords({ guardrail, purpose }: Pick<ToldRun, 'guardrail' | 'purpose'>): string {
  return `${RUNS[purpose]} of the guardrail ${guardrail}`;
}

const RUNS: Readonly<Record<Purpose, string>> = {
  audit: 'An audit run',
  change: 'A change run',
  upkeep: 'A daily upkeep run',
};

/** Where a notice about a run belongs. */
export function aboutRun(run: ToldRun): Pick<Notice, 'guardrail' | 'accountId' | 'thread'> {
  const { guardrail, accountId, runId } = run;
  return { guardrail, accountId, thread: runThread(run, runId) };
}

/** Which run a notice is about. @param startedAt ISO 8601 */
export function runFacts({ accountId, runId, purpose, mode }: ToldRun, startedAt?: string): readonly Fact[] {
  const how = mode === undefined ? purpose : `${purpose}, ${mode}`;
  return [
    { label: 'Account', value: accountId },
    { label: 'Run', value: `${plain(runId)} (${how})` },
    ...(startedAt === undefined ? [] : [{ label: 'Started', value: startedAt }]),
  ];
}
