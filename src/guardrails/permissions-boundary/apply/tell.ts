import { KEYS } from '../../../audit/contract';
import { needsMore, noteNeeds, toldNeeds } from '../../../audit/run/told-needs';
import { withHubLine } from '../../../audit/report/hub-line';
import { keepReport } from '../../../audit/run/report';
import { tellAltered, tellDigest as tellDigestOnce, tellingOf } from '../../../audit/run/tell';
import type { PlanInput } from '../../../audit/payloads/plan';
import type { SummaryInput } from '../../../audit/payloads/summary';
import { tellOnce, type TellOncePorts } from '../../../changes/tell-once';
import type { Notice } from '../../../domain/notice/notice';
import type { RunSummary } from '../run-summary';
import { PERMISSIONS_BOUNDARY } from '../contract';
import { baseIn, ownOf } from '../gather';
import type { PlanPorts, Ports, SummaryPorts } from '../ports';
import { needsOf, needsTold } from './needs-again';
import { boundaryTextsIn } from './plan/boundary-texts';
import { digestOf } from '../report/digest';
import { isWorthTelling } from '../report/digest-boundaries';
import { pageOf } from '../report/page';
import { ALTERED_BOUNDARIES, notPrincipalNotice, whichMayDeny } from '../report/plan-notices';
import { planModeOf } from '../../../audit/rules';

/** Keeps the page about a run, and tells people once what it found. An upkeep run with nothing new sends no mail. @param hubTrouble why Security Hub was not told */
export async function tellDigest(
  summary: RunSummary,
  input: SummaryInput,
  { now, hubTrouble }: { readonly now: Date; readonly hubTrouble?: string | undefined },
  ports: SummaryPorts,
): Promise<void> {
  const { accountId, rules, store, region, releaseFunction, telling } = ports;
  const { prefix, purpose } = input;
  const ofAudit = { accountId, guardrail: PERMISSIONS_BOUNDARY };
  const release = { region, releaseFunction, own: ownOf(ports), runbook: rules.runbook };
  // Where no boundary is decided the inventory looks for no policy.
  const texts = rules.mode === 'off' ? undefined : await boundaryTextsIn(prefix, store);
  const base = baseIn(ports);
  const place = {
    ...{ ...release, bucket: store.bucket },
    reportKey: await keepReport(pageOf(summary, { ...release, texts }), input, base, ports),
    ...{ jsonKey: `${prefix}/${KEYS.summaryJson}`, csvKey: `${prefix}/${KEYS.summaryCsv}` },
  };
  const isEnforced = rules.mode === 'enforce';
  const told = isEnforced ? await toldNeeds(base, store) : new Map<string, readonly string[]>();
  if (purpose !== 'upkeep' || isWorthTelling(summary, needsMore(needsOf(summary.principals), told))) {
    await tellDigestOnce(withHubLine(digestOf(summary, place), hubTrouble), input, { ...ofAudit, now, telling });
  }
  if (isEnforced) await noteNeeds(needsTold(summary.principals, told), base, store);
}

/** Tells people what a plan came upon. A later attempt takes over at once what an earlier one has begun to tell. */
export function planTelling(
  telling: TellOncePorts,
  { accountId, rules, sha256, now }: Pick<Ports, 'accountId' | 'rules' | 'sha256' | 'now'>,
): Pick<PlanPorts, 'tellAltered' | 'tellNotPrincipal'> {
  const known = { accountId, mode: planModeOf(rules), runbook: rules.runbook };
  const of = { accountId, guardrail: PERMISSIONS_BOUNDARY };
  const tell = async ({ runId }: PlanInput, about: string, entryId: string, notice: Notice) => {
    const at = now();
    const teller = { deliveryId: runId, attempt: at.getTime() };
    await tellOnce({ entry: tellingOf(of, about, entryId), notice }, teller, at, telling);
  };
  return {
    tellAltered: (input, arns) =>
      tellAltered(arns, ALTERED_BOUNDARIES, input, { ...known, ...of, telling, sha256, now: now() }),
    tellNotPrincipal: (input, found) =>
      tell(input, 'not-principal', whichMayDeny(found, sha256), notPrincipalNotice(found, { ...input, ...known })),
  };
}
