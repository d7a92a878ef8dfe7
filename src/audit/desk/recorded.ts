import type { RecordedChange } from '../../domain/recorded-change/kinds';
import type { Report } from '../../report/page/report';
import type { Run } from '../payloads/run';
import type { RecordedSummary } from '../recorded/summary-form';
import { recordedTable } from '../recorded/table';
import { isSuccess } from '../report/recorded-outcomes';
import type { AuditRules } from '../rules';
import type { Desk } from './desk';
import type { Previewed } from './guardrail';
import { type DeskSteps, runAtDesk } from './run';

/** The steps of a guardrail's composition that change nothing. */
type Composition<Ports, Summary> = {
  readonly [Step in keyof DeskSteps<Summary>]: (event: unknown, ports: Ports) => ReturnType<DeskSteps<Summary>[Step]>;
};

/** How the guardrail shows what it found. */
interface Shown<C extends RecordedChange> {
  readonly words: (change: C) => string;
  readonly page: (summary: RecordedSummary<C>) => Report;
}

/** A run at a desk of a guardrail whose changes are recorded. */
export async function recordedAtDesk<C extends RecordedChange, Ports extends { readonly rules: AuditRules }>(
  run: Run,
  { inventory, batch, plan, summed }: Composition<Ports, RecordedSummary<C>>,
  ports: Ports,
  { words, page }: Shown<C>,
  desk: Desk,
): Promise<Previewed> {
  const steps: DeskSteps<RecordedSummary<C>> = {
    inventory: (event) => inventory(event, ports),
    batch: (event) => batch(event, ports),
    plan: (event) => plan(event, ports),
    summed: (event) => summed(event, ports),
  };
  const { summary, ...looked } = await runAtDesk(run, steps, ports.rules, desk);
  const { counts, principals, remarks = [], endingExemptions = [] } = summary;
  return {
    ...{ ...looked, counts, remarks, endingExemptions, isSuccess: isSuccess(counts) },
    ...{ table: recordedTable(principals, words), page: page(summary) },
  };
}
