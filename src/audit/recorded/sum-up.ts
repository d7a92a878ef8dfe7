import type { TellOncePorts } from '../../changes/tell-once';
import type { Fact } from '../../domain/notice/notice';
import type { RecordedChange } from '../../domain/recorded-change/kinds';
import type { ReleasePlace } from '../../domain/commands/release';
import type { Sha256 } from '../../domain/policy/content-name';
import type { Report } from '../../report/page/report';
import { baseOf, KEYS } from '../contract';
import type { EvidenceShards } from '../evidence/evidence-shards';
import { runLease } from '../lease/run-lease';
import { summaryInputOf, type SummaryInput } from '../payloads/summary';
import { withHubLine } from '../report/hub-line';
import { recordedDigest } from '../report/recorded-digest';
import { recordedVerdict } from '../report/recorded-findings';
import { isLeftSince, isSuccess } from '../report/recorded-outcomes';
import { metricsLine } from '../run/metrics';
import { keepReport, type ReportPorts } from '../run/report';
import { noteAnnounced } from '../run/announced';
import { tellSecurityHub, type HubPorts } from '../run/security-hub';
import { tellDigest } from '../run/tell';
import { noteSuccess } from '../run/watch';
import { summaryStep } from '../steps/summary';
import { payloadScope, type RecordedGuardrail, type RecordedPorts } from './guardrail';
import { runLine } from './log';
import { foundOf, recordedForm, type RecordedCounts, type RecordedSummary } from './summary-form';

/** What summing up takes. */
export interface SummaryPorts extends RecordedPorts, Omit<HubPorts, keyof RecordedPorts>, Pick<ReportPorts, 'beside'> {
  readonly telling: TellOncePorts;
  readonly sha256: Sha256;
  /** Name of the function that releases. */
  readonly releaseFunction: string;
}

/** What a summary is of. */
export interface Summing<C extends RecordedChange> extends RecordedGuardrail<C> {
  /**
   * Where the reports of a run are kept for later ones.
   *
   * @default - nothing is kept
   */
  readonly shards?: (run: SummaryInput) => EvidenceShards;
  /**
   * Tells others of a run before the digest. @returns what the digest says of that
   *
   * @default - nobody else is told
   */
  readonly tellsFirst?: (made: RecordedSummary<C>, run: SummaryInput) => Promise<readonly Fact[]>;
}

/** The same, of a run that leaves a page. */
interface SummingWithPage<C extends RecordedChange> extends Summing<C> {
  readonly page: (summary: RecordedSummary<C>, place: ReleasePlace) => Report;
}

/** Joins what the batches found and what became of the plan, and tells nobody. */
export function recordedSummed<C extends RecordedChange>(
  event: unknown,
  { shards, ...of }: Summing<C>,
  ports: RecordedPorts,
): Promise<RecordedSummary<C>> {
  return summedBy(summaryInputOf(event, payloadScope(of, ports)), { shards, ...of }, ports);
}

function summedBy<C extends RecordedChange>(
  input: SummaryInput,
  { shards, guardrail, kinds, words }: Summing<C>,
  ports: RecordedPorts,
): Promise<RecordedSummary<C>> {
  const { accountId, rules, store } = ports;
  return summaryStep(input, {
    ...{ accountId, guardrail, store, rules: { ...rules }, shards: shards?.(input) },
    ...{ form: recordedForm(kinds, words.change), lease: runLease(guardrail, ports) },
  });
}

/** Joins what the batches found and what became of the plan, and tells people once; of an upkeep run without news, nobody. */
export async function recordedSummary<C extends RecordedChange>(
  event: unknown,
  { page, ...of }: SummingWithPage<C>,
  ports: SummaryPorts,
): Promise<RecordedCounts> {
  const { guardrail } = of;
  const { accountId, rules, store, region, prefix, releaseFunction, telling, log } = ports;
  const input = summaryInputOf(event, payloadScope(of, ports));
  const made = await summedBy(input, of, ports);
  const { counts } = made;
  const reportKey = await keepReport(
    page(made, { region, releaseFunction }),
    input,
    baseOf(accountId, guardrail),
    ports,
  );
  const verdicts = () => made.principals.map((row) => recordedVerdict(row, of));
  const hubTrouble = await tellSecurityHub(verdicts, input, guardrail, ports);
  const now = ports.now();
  const isNews = counts.changed + counts.failed > 0 || made.principals.some(isLeftSince);
  if (input.purpose !== 'upkeep' || isNews) {
    const notice = recordedDigest(made, of, {
      ...{ region, releaseFunction, bucket: store.bucket, runbook: rules.runbook, article: `${guardrail}-digest` },
      reportKey,
      ...{ jsonKey: `${input.prefix}/${KEYS.summaryJson}`, csvKey: `${input.prefix}/${KEYS.summaryCsv}` },
    });
    const facts = [...notice.facts, ...((await of.tellsFirst?.(made, input)) ?? [])];
    // Telling others may have taken longer than a claim holds.
    const told = { accountId, guardrail, now: ports.now(), telling };
    await tellDigest(withHubLine({ ...notice, facts }, hubTrouble), input, told);
    if (of.announces) await noteAnnounced(made.principals.map(foundOf), input, baseOf(accountId, guardrail), store);
  }
  const succeeded = isSuccess(counts);
  if (succeeded) await noteSuccess(input, now, baseOf(accountId, guardrail), store);
  log(runLine('end', { ...input, guardrail, account: accountId }, { ...rules, counts, hubTrouble }));
  const { left, ...numbers } = counts;
  const metrics = { ...numbers, left: Object.values(left).reduce((sum, number) => sum + number, 0) };
  const days = { daysSinceSuccess: succeeded ? 0 : undefined };
  log(metricsLine({ ...days, ...metrics }, { namespace: prefix, guardrail }, now));
  return counts;
}
