import type { ChangeAnswer } from '../../audit/change/change-batch';
import type { Delivery } from '../../aws/events/deliveries';
import type { BatchInput, BatchScope } from '../../audit/payloads/batch';
import type { ChangeInput } from '../../audit/payloads/change';
import type { PlanInput } from '../../audit/payloads/plan';
import type { Run } from '../../audit/payloads/run';
import type { SummaryInput } from '../../audit/payloads/summary';
import { batchTimeMs } from '../../audit/batch/spread';
import { reportsOf } from '../../audit/evidence/gather-reports';
import { policyTexts } from '../../audit/run/policy-texts';
import { everyExemption } from '../../audit/run/exemptions-object';
import { metricsLine, type MetricPlace } from '../../audit/run/metrics';
import { tellSecurityHub } from '../../audit/run/security-hub';
import { noteSuccess } from '../../audit/run/watch';
import { batchStep, type BatchAnswer, type Prepared } from '../../audit/steps/batch';
import { payloadScope as recordedScope } from '../../audit/recorded/guardrail';
import { recordedWatch, type WatchPorts } from '../../audit/recorded/watch';
import { changeStep } from '../../audit/steps/change';
import { inventoryStep, type InventoryAnswer } from '../../audit/steps/inventory';
import { planStep, type PlanAnswer } from '../../audit/steps/plan';
import { summaryStep } from '../../audit/steps/summary';
import type { Outcome, TagsSet } from '../../domain/change/change';
import type { Evidence } from '../../domain/run/evidence';
import { countsOf, isSuccess, type Counts, type Row, type RunSummary } from './run-summary';
import { aheadWork } from './apply/ahead';
import { changeWork } from './apply/boundary/change-work';
import { boundaryPlanning } from './apply/plan/plan-boundaries';
import { planObjectOf } from './apply/plan/plan-object';
import { rowsOf } from './apply/rows';
import { batchWork, believesAt } from './apply/batch-work';
import { draftOf } from './apply/draft/draft';
import { tellDigest } from './apply/tell';
import { tagsWork } from './apply/tags-work';
import { boundedSubject, type BoundedSubject } from './bounded-subject';
import { BOUNDARY_EXEMPTIBLE, PERMISSIONS_BOUNDARY } from './contract';
import { baseIn, boundariesOf, earlierOf, everybody, ownOf, scopeOf, shardsOf } from './gather';
import type { Judgement } from './judge/judge';
import type { BatchPorts, ChangePorts, InventoryPorts, PlanPorts, Ports, SummaryPorts } from './ports';
import { boundaryVerdict } from './report/findings';
import { boundaryLines, endLine, linesOf, metricsOf, startLine } from './report/log';
import { planLine, unreadResourceLine } from './report/plan-lines';
import { SUMMARY_FORM } from './summary-form';
import { planModeOf } from '../../audit/rules';

/** What the readers of the functions' inputs hold a run against. */
export const payloadScope = (ports: Ports): BatchScope => recordedScope({ guardrail: PERMISSIONS_BOUNDARY }, ports);

/** Lists everybody a run looks at. */
export function inventory(run: Run, ports: InventoryPorts): Promise<InventoryAnswer> {
  const { accountId, rules, log } = ports;
  return inventoryStep(run, {
    ...scopeOf(ports),
    spread: rules.audit,
    exemptions: () => everyExemption(rules, BOUNDARY_EXEMPTIBLE, ports.readObject),
    list: (exemptions) => everybody(run, exemptions, ports),
    begins: (principals) => {
      log(startLine({ ...run, account: accountId }, rules, principals));
    },
  });
}

/**
 * Asks for the evidence of a batch, judges by it, and has the tags written and policies made that the plan is likely to take.
 * A principal with an open incident is left alone.
 */
export function batch(
  { callsPerSecond, ...input }: BatchInput<BoundedSubject>,
  ports: BatchPorts,
): Promise<BatchAnswer<Counts>> {
  const { rules, store, clock, accountId, advisor, isDenied, isExpired } = ports;
  const { reportWaitSeconds, reportTimeoutSeconds } = rules.audit;
  const prepare = async (): Promise<BoundaryBatch> => {
    const [openIncidents, reaches, known] = await Promise.all([
      ports.openIncidents(),
      boundariesOf(input, ports),
      earlierOf(input.subjects, input, ports),
    ]);
    const circumstances = { rules, now: new Date(input.startedAt), openIncidents, reaches };
    const pace = ports.pace(callsPerSecond, batchTimeMs(reportTimeoutSeconds));
    const tags = tagsWork(input, pace.run, ports);
    const ahead = await aheadWork(input, pace.run, ports);
    return {
      countsOf,
      work: {
        ...batchWork(circumstances, { ...rules, mode: ports.deployedMode ?? rules.mode }),
        act: async (judgement) => (await Promise.all([tags(judgement), ahead(judgement)]))[0],
        say: (judgement, outcome) => {
          for (const line of linesOf(judgement, outcome, { ...input, account: accountId }, rules)) ports.log(line);
        },
      },
      gather: reportsOf<BoundedSubject>(input.startedAt, {
        ...{ advisor, pace, clock, isDenied, isExpired, reportWaitSeconds, reportTimeoutSeconds, now: ports.now },
        known: () => Promise.resolve(known),
        believes: believesAt(circumstances.now),
      }),
    };
  };
  return batchStep(input, { store, lease: scopeOf(ports).lease, form: boundedSubject, prepare });
}

/** Plans what a run changes, and makes the policies that it takes. */
export function plan(input: PlanInput, ports: PlanPorts): Promise<PlanAnswer> {
  const { accountId, rules, store, sha256, clock, log, holds, tellAltered, tellNotPrincipal } = ports;
  const own = ownOf(ports);
  const base = baseIn(ports);
  const { run: paced } = ports.pace(rules.audit.iamCallsPerSecond);
  const policies = ports.policies(own, paced);
  const run = { ...input, account: accountId };
  const where = { store, accountId, base, mode: planModeOf(rules), now: ports.now() };
  const planning = boundaryPlanning(input, {
    ...{ ...where, open: ports.openBoundaries, tellAltered, tellNotPrincipal },
    resources: () => ports.resources(own, rules.audit.resourcePolicies),
    pages: () => ports.pages(paced, ['LocalManagedPolicy']),
    ports: { policies, texts: policyTexts(store, base), own, sha256, clock },
    draft: (around) => draftOf(around, { rules, own, sha256 }),
    unread: (arn, why) => {
      log(unreadResourceLine(run, arn, why));
    },
  });
  return planStep(input, {
    ...{ ...where, ...planning, holds, rowsOf, spread: rules.audit, lease: scopeOf(ports).lease },
    planned: (made) => {
      log(planLine(run, made));
    },
  });
}

/** Puts the boundaries that a plan names. Nobody with an open incident gets one. */
export function change(input: ChangeInput, ports: ChangePorts): Promise<ChangeAnswer> {
  return changeStep(input, { ...scopeOf(ports), planIn: planObjectOf, prepare: () => changeWork(input, ports) });
}

/** Joins what the batches found and what became of the plan. */
export function summed(input: SummaryInput, ports: Ports): Promise<RunSummary> {
  return summaryStep(input, {
    ...scopeOf(ports),
    rules: ports.rules,
    form: SUMMARY_FORM,
    shards: shardsOf(input, ports),
  });
}

/** Joins what the batches found, and tells people once. */
export async function summary(input: SummaryInput, ports: SummaryPorts): Promise<Counts> {
  const { accountId, rules, store, log } = ports;
  const made = await summed(input, ports);
  const now = ports.now();
  const run = { ...input, account: accountId };
  const verdicts = () => made.principals.map(boundaryVerdict);
  const hubTrouble = await tellSecurityHub(verdicts, input, PERMISSIONS_BOUNDARY, ports);
  await tellDigest(made, input, { now, hubTrouble }, ports);
  const succeeded = isSuccess(made.counts);
  if (succeeded) await noteSuccess(input, now, baseIn(ports), store);
  for (const line of boundaryLines(made, run)) log(line);
  log(endLine(run, rules, made.counts));
  log(metricsLine({ daysSinceSuccess: succeeded ? 0 : undefined, ...metricsOf(made) }, placeOf(ports), now));
  return made.counts;
}

/** Tells people of a run that failed, or says how long ago one succeeded. */
export const watch = (delivery: Delivery, ports: WatchPorts): Promise<void> =>
  recordedWatch(delivery, PERMISSIONS_BOUNDARY, ports);

/** How a batch is prepared. */
type BoundaryBatch = Prepared<BoundedSubject, Evidence, Judgement, Outcome<TagsSet>, Row, Counts>;

const placeOf = ({ prefix }: { readonly prefix: string }): MetricPlace => ({
  namespace: prefix,
  guardrail: PERMISSIONS_BOUNDARY,
});
