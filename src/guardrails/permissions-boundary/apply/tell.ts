import { KEYS } from '../../../audit/contract';
import { needsMore, noteNeeds, toldNeeds } from '../../../audit/run/told-needs';
import type { PlanInput } from '../../../audit/payloads/plan';
import type { SummaryInput } from '../../../audit/payloads/summary';
import { tellOnce, type TellOncePorts } from '../../../changes/tell-once';
import type { Teller } from '../../../domain/ledger/entry';
import type { Notice } from '../../../domain/notice/notice';
import type { FailedRun } from '../../../domain/run/failed-run';
import type { RunSummary } from '../run-summary';
import { PERMISSIONS_BOUNDARY } from '../contract';
import { baseIn, ownOf } from '../gather';
import type { PlanPorts, Ports, SummaryPorts, WatchPorts } from '../ports';
import { needsOf, needsTold } from './needs-again';
import { digestOf } from '../report/digest';
import { isWorthTelling } from '../report/digest-boundaries';
import { failedRunNotice } from '../report/failed-run';
import { alteredNotice, notPrincipalNotice, whichMayDeny } from '../report/plan-notices';
import { planModeOf } from '../rules';

/** Tells people once what a run found. An upkeep run with nothing new sends no mail. */
export async function tellDigest(
  summary: RunSummary,
  { prefix, attempt, runId, purpose }: SummaryInput,
  now: Date,
  ports: SummaryPorts,
): Promise<void> {
  const { accountId, rules, store, region, releaseFunction, telling } = ports;
  const place = {
    ...{ region, bucket: store.bucket, releaseFunction, own: ownOf(ports), runbook: rules.runbook },
    ...{ jsonKey: `${prefix}/${KEYS.summaryJson}`, csvKey: `${prefix}/${KEYS.summaryCsv}` },
  };
  const base = baseIn(ports);
  const isEnforced = rules.mode === 'enforce';
  const told = isEnforced ? await toldNeeds(base, store) : new Map<string, readonly string[]>();
  if (purpose !== 'upkeep' || isWorthTelling(summary, needsMore(needsOf(summary.principals), told))) {
    const entry = entryOf(accountId, runId, 'digest');
    const teller = { deliveryId: runId, attempt: attempt + 1 };
    await tellOnce({ entry, notice: digestOf(summary, place) }, teller, now, telling);
  }
  if (isEnforced) await noteNeeds(needsTold(summary.principals, told), base, store);
}

/** Tells people of a run that failed. One that is redriven and fails again is told again. */
export async function tellFailedRun(
  run: FailedRun,
  delivery: Teller,
  now: Date,
  { accountId, runbook, telling, log }: WatchPorts,
): Promise<void> {
  const entry = entryOf(accountId, run.runId, `failed-${run.redriveCount}`);
  const told = await tellOnce({ entry, notice: failedRunNotice(run, runbook) }, delivery, now, telling);
  log({ msgtype: 'failed-run', guardrail: PERMISSIONS_BOUNDARY, ...run, told });
}

/** Tells people what a plan came upon. A later attempt takes over at once what an earlier one has begun to tell. */
export function planTelling(
  telling: TellOncePorts,
  { accountId, rules, sha256, now }: Pick<Ports, 'accountId' | 'rules' | 'sha256' | 'now'>,
): Pick<PlanPorts, 'tellAltered' | 'tellNotPrincipal'> {
  const known = { accountId, mode: planModeOf(rules), runbook: rules.runbook };
  const tell = async ({ runId }: PlanInput, about: string, entryId: string, notice: Notice) => {
    const at = now();
    const teller = { deliveryId: runId, attempt: at.getTime() };
    await tellOnce({ entry: entryOf(accountId, about, entryId), notice }, teller, at, telling);
  };
  return {
    tellAltered: (of, arns) => {
      const which = sha256(arns.join(' '));
      return tell(of, 'altered', `${of.runId}-${which}`, alteredNotice(arns, { ...of, ...known }));
    },
    tellNotPrincipal: (of, found) =>
      tell(of, 'not-principal', whichMayDeny(found, sha256), notPrincipalNotice(found, { ...of, ...known })),
  };
}

const entryOf = (accountId: string, principalId: string, entryId: string) => ({
  ...{ accountId, principalId, guardrail: PERMISSIONS_BOUNDARY, entryId, expires: true },
});
