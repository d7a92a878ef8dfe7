import { tellOnce, type TellOncePorts } from '../../changes/tell-once';
import type { Teller, Telling } from '../../domain/ledger/entry';
import type { Notice } from '../../domain/notice/notice';
import type { FailedRun } from '../../domain/run/failed-run';
import type { Sha256 } from '../../domain/policy/content-name';
import type { PlanInput } from '../payloads/plan';
import type { SummaryInput } from '../payloads/summary';
import { alteredNotice, type AlteredWords } from '../report/altered-policies';
import { failedRunNotice } from '../report/failed-run';

/** The audit that people are told of. */
export interface ToldOf {
  readonly accountId: string;
  readonly guardrail: string;
}

/** Where the ledger says whether people were told. @param about a run, or what a run came upon */
export const tellingOf = ({ accountId, guardrail }: ToldOf, about: string, entryId: string): Telling => ({
  ...{ accountId, principalId: about, guardrail, entryId, expires: true },
});

/** Tells people what a run found, once however often the summary is tried. */
export async function tellDigest(
  notice: Notice,
  { runId, attempt }: Pick<SummaryInput, 'runId' | 'attempt'>,
  { now, telling, ...of }: ToldOf & { readonly now: Date; readonly telling: TellOncePorts },
): Promise<void> {
  const teller = { deliveryId: runId, attempt: attempt + 1 };
  await tellOnce({ entry: tellingOf(of, runId, 'digest'), notice }, teller, now, telling);
}

/** What telling people of a failed run takes. */
export interface FailedRunPorts extends ToldOf {
  /** File or URL of the runbook. */
  readonly runbook: string;
  readonly telling: TellOncePorts;
  /** Takes a line of the log. */
  readonly log: (line: object) => void;
}

/** Tells people of a run that failed. One that is redriven and fails again is told again. */
export async function tellFailedRun(
  run: FailedRun,
  delivery: Teller,
  now: Date,
  { runbook, telling, log, ...of }: FailedRunPorts,
): Promise<void> {
  const entry = tellingOf(of, run.runId, `failed-${run.redriveCount}`);
  const notice = failedRunNotice(run, of.guardrail, runbook);
  const told = await tellOnce({ entry, notice }, delivery, now, telling);
  log({ msgtype: 'failed-run', guardrail: of.guardrail, ...run, told });
}

/** What telling people of altered policies takes. */
export interface AlteredPorts extends ToldOf {
  readonly mode: 'observe' | 'enforce';
  /** File or URL of the runbook. */
  readonly runbook: string;
  readonly telling: TellOncePorts;
  readonly sha256: Sha256;
  readonly now: Date;
}

/** Tells people of policies that somebody altered. A later attempt takes over at once what an earlier one has begun to tell. */
export async function tellAltered(
  arns: readonly string[],
  words: AlteredWords,
  run: Pick<PlanInput, 'runId' | 'purpose'>,
  { telling, sha256, now, ...of }: AlteredPorts,
): Promise<void> {
  const { accountId, guardrail } = of;
  const teller = { deliveryId: run.runId, attempt: now.getTime() };
  const entry = tellingOf({ accountId, guardrail }, 'altered', `${run.runId}-${sha256(arns.join(' '))}`);
  const notice = alteredNotice(arns, { ...of, runId: run.runId, purpose: run.purpose }, words);
  await tellOnce({ entry, notice }, teller, now, telling);
}
