import { keptReports } from '../../audit/evidence/kept-reports';
import type { EvidenceShards } from '../../audit/evidence/evidence-shards';
import type { Run } from '../../audit/payloads/run';
import { OwnPolicyTexts, policiesFoundIn } from '../../audit/inventory/own-policy-texts';
import type { BatchInput } from '../../audit/payloads/batch';
import { recordedChange, recordedPlan } from '../../audit/recorded/carry';
import { recordedBatch } from '../../audit/recorded/judge';
import { recordedInventory } from '../../audit/recorded/list';
import { policyMakingPorts } from '../../audit/recorded/policy-ports';
import { recordedSummary, recordedSummed } from '../../audit/recorded/sum-up';
import { SERVICE_PREFIXES } from '../../domain/policy/service-prefixes';
import { denyHands } from './apply/hands';
import { onlyDenies } from './apply/only-denies';
import { denyPolicies } from './apply/policies';
import { bridgePathOf } from './bridge-group';
import { UNUSED_SERVICE_DENY } from './contract';
import { denyNotes } from './gather/notes';
import { seenBy } from './gather/seen';
import { givingPart } from './judge/change';
import { decide, instead, type Seen } from './judge/decide';
import { standingIn } from './judge/standing';
import { FoundBridges } from './gather/found-bridges';
import type { BatchPorts, ChangePorts, InventoryPorts, PlanPorts, RunPorts, SummaryPorts } from './ports';
import { pageOf } from './report/page';
import { ownDenies } from './rules';
import { deniableUser, type DeniableUser } from './subject';
import { ALTERED_DENIES, SERVICE_DENIES } from './words';

/** Lists the users, with the denies that they have. */
export function inventory(event: unknown, ports: InventoryPorts) {
  const { accountId, rules, sha256 } = ports;
  const own = ownDenies(rules, accountId);
  const texts = new OwnPolicyTexts(own);
  const bridges = new FoundBridges(own);
  return recordedInventory(
    event,
    {
      ...{ guardrail: UNUSED_SERVICE_DENY, sha256, own, scanned: () => texts.found() },
      ...{ looksAt: ({ kind }) => kind === 'user', services: SERVICE_PREFIXES },
      notes: denyNotes({ texts, bridges, own }, ports),
    },
    { ...ports, pages: (paced) => bridges.over(texts.over(ports.pages(paced))) },
  );
}

/** Asks for the evidence of a batch, and judges by it. */
export const batch = (event: unknown, ports: BatchPorts) =>
  recordedBatch(event, { ...SERVICE_DENIES, form: deniableUser, prepare: (input) => judging(input, ports) }, ports);

async function judging(input: BatchInput<DeniableUser>, ports: BatchPorts) {
  const { accountId, rules, sha256, store } = ports;
  const own = ownDenies(rules, accountId);
  const [found, holds] = await Promise.all([policiesFoundIn(input.prefix, store), ports.holds()]);
  const circumstances = {
    ...{ rules, own, sha256, now: new Date(input.startedAt) },
    standing: standingIn(found, own, sha256),
    releases: new Map(holds.map(({ principalId, at }) => [principalId, at])),
  };
  return {
    gather: seenBy(input, { standing: circumstances.standing, shards: shardsOf(input, ports) }, ports),
    decide: (user: DeniableUser, seen: Seen) => decide(user, seen, circumstances),
    instead: (user: DeniableUser, left: Parameters<typeof instead>[1]) => instead(user, left, circumstances),
  };
}

/** Plans what a run changes, and makes the policies that it takes. */
export function plan(event: unknown, ports: PlanPorts) {
  const { accountId, rules, sha256 } = ports;
  const own = ownDenies(rules, accountId);
  const policies = denyPolicies(
    policyMakingPorts({ guardrail: UNUSED_SERVICE_DENY, own, altered: ALTERED_DENIES }, ports),
  );
  return recordedPlan(
    event,
    { ...SERVICE_DENIES, givingPart: (change) => givingPart(change, { own, sha256 }), policies },
    ports,
  );
}

/** Attaches and detaches what a plan names. */
export const change = (event: unknown, ports: ChangePorts) =>
  recordedChange(
    event,
    {
      ...SERVICE_DENIES,
      handsOf: (paced, items) => {
        const own = ownDenies(ports.rules, ports.accountId);
        const bridged = new Set(
          items.flatMap(({ principal, changes }) => (changes.some(({ mayBridge }) => mayBridge) ? [principal.id] : [])),
        );
        const { sha256, clock } = ports;
        return denyHands({
          ...{ policies: ports.userPolicies(paced), groups: ports.groups(bridgePathOf(own.path), paced), own },
          onlyDenies: onlyDenies({ policies: ports.policies(own, paced), own, sha256, clock }),
          ...{ clock, mayBridge: ({ id }) => bridged.has(id) },
        });
      },
    },
    ports,
  );

/** Joins what the batches found and what became of the plan, and tells people once. */
export const summary = (event: unknown, ports: SummaryPorts) =>
  recordedSummary(
    event,
    {
      ...summing(ports),
      page: (made, place) => pageOf(made, { ...place, own: ownDenies(ports.rules, ports.accountId) }),
    },
    ports,
  );

/** Joins what the batches found and what became of the plan, and tells nobody. */
export const summed = (event: unknown, ports: RunPorts) => recordedSummed(event, summing(ports), ports);

const summing = (ports: RunPorts) => ({ ...SERVICE_DENIES, shards: (run: Run) => shardsOf(run, ports) });

/** Where the reports of a run are kept for later ones. */
function shardsOf(
  { runId, purpose, startedAt }: Run,
  { accountId, store, log }: Pick<BatchPorts, 'accountId' | 'store' | 'log'>,
): EvidenceShards {
  const head = { guardrail: UNUSED_SERVICE_DENY, account: accountId, runId, purpose, startedAt };
  return keptReports(head, { accountId, store, log, guardrail: UNUSED_SERVICE_DENY });
}
