import { batchTimeMs } from '../../audit/batch/spread';
import { baseOf, KEYS } from '../../audit/contract';
import type { Gather } from '../../audit/batch/batch';
import { keptReports, knownReports } from '../../audit/evidence/kept-reports';
import type { EvidenceShards } from '../../audit/evidence/evidence-shards';
import type { Run } from '../../audit/payloads/run';
import { reportsOf } from '../../audit/evidence/gather-reports';
import { foundPoliciesOf, OwnPolicyTexts } from '../../audit/inventory/own-policy-texts';
import type { BatchInput } from '../../audit/payloads/batch';
import { recordedChange, recordedPlan } from '../../audit/recorded/carry';
import { recordedBatch } from '../../audit/recorded/judge';
import { recordedInventory } from '../../audit/recorded/list';
import { recordedSummary } from '../../audit/recorded/sum-up';
import { planModeOf } from '../../audit/rules';
import { tellAltered } from '../../audit/run/tell';
import { policyTexts } from '../../audit/run/policy-texts';
import type { EvidenceStore } from '../../aws/evidence-store';
import { serviceAt } from '../../domain/policy/event-sources';
import { isOwnPolicy } from '../../domain/policy/own-policies';
import { knownOf, SERVICE_PREFIXES } from '../../domain/policy/service-prefixes';
import { has, isAllBut, namesIn, unionOf, type Services } from '../../domain/policy/services';
import { judgedAt } from '../../domain/run/evidence';
import { denyHands } from './apply/hands';
import { onlyDenies } from './apply/only-denies';
import { denyPolicies } from './apply/policies';
import { bridgePathOf } from './bridge-group';
import { deniedAnythingSince, deniedSince, grantedThen } from './judge/denied-since';
import { UNUSED_SERVICE_DENY } from './contract';
import { refusalsSince, type Refusals } from './gather/refusals';
import { decide, givingPart, instead, reportOn, type Seen } from './judge/decide';
import { deniedTogether, standingIn, type Standing } from './judge/standing';
import { stateOf } from './kinds';
import { FoundBridges } from './found-bridges';
import type { BatchPorts, ChangePorts, InventoryPorts, PlanPorts, SummaryPorts, UserQuotas } from './ports';
import { ownDenies } from './rules';
import { deniableUser, type DeniableUser } from './subject';
import { ALTERED_DENIES, SERVICE_DENIES } from './words';

/** Lists the users, with the denies that they have. */
export function inventory(event: unknown, ports: InventoryPorts) {
  const { accountId, rules, sha256 } = ports;
  const own = ownDenies(rules, accountId);
  const texts = new OwnPolicyTexts(own);
  const bridges = new FoundBridges(own);
  let remarks: readonly string[] = [];
  return recordedInventory(
    event,
    {
      ...{ guardrail: UNUSED_SERVICE_DENY, sha256, own, scanned: () => texts.found() },
      ...{ looksAt: ({ kind }) => kind === 'user', services: SERVICE_PREFIXES },
      remarks: () => remarks,
      notes: async (paced) => {
        const [quotas, refusals] = await Promise.all([ports.quotas(paced), refusalsIn(ports)]);
        remarks = refusals.remarks;
        return ({ id, attached, groups, grants }): Noted => {
          const ofUser = attached.filter((arn) => isOwnPolicy(arn, own));
          const found = bridges.of(id);
          const { carried, ...bridging } = found ?? { noBridge: noBridgeFor(groups.length, quotas), carried: [] };
          const denies = [...new Set([...ofUser, ...carried])].sort();
          const refused = denies.length > 0 ? refusals.of.get(id) : undefined;
          const noted = {
            denies,
            slots: Math.max(0, quotas.attachedPerUserQuota - (attached.length - ofUser.length)),
            ...bridging,
            ...(refused && { refused }),
          };
          if (rules.newServices === 'allow' && !denies.some((arn) => texts.textOf(arn)?.includes('NotAction') === true))
            return noted;
          const granted = unionOf(grants.map((one) => one.servicesAmong(SERVICE_PREFIXES)));
          return { ...noted, granted: knownOf(granted) };
        };
      },
    },
    { ...ports, pages: (paced) => bridges.over(texts.over(ports.pages(paced))) },
  );
}

/** What is noted of a user beside what every guardrail notes. */
type Noted = Pick<DeniableUser, 'denies' | 'slots' | 'granted' | 'bridge' | 'noBridge' | 'inTheWay' | 'refused'>;

/** @param groups how many the user is in */
function noBridgeFor(groups: number, quotas: UserQuotas): DeniableUser['noBridge'] {
  if (groups >= quotas.groupsPerUserQuota) return 'user-groups';
  return quotas.groups >= quotas.groupsQuota ? 'account-groups' : undefined;
}

/** What the trail knows of refused calls. Where nobody is denied anything there is nothing to ask. */
function refusalsIn({ accountId, rules, store, refusedCalls, now }: InventoryPorts): Promise<Refusals> {
  if (rules.mode !== 'enforce') return Promise.resolve({ of: new Map(), remarks: [] });
  const base = baseOf(accountId, UNUSED_SERVICE_DENY);
  return refusalsSince({ store, base, refusedCalls, unusedAfterDays: rules.unusedAfterDays, now: now() });
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
    gather: seenBy(input, circumstances.standing, ports),
    decide: (user: DeniableUser, seen: Seen) => decide(user, seen, circumstances),
    instead: (user: DeniableUser, left: Parameters<typeof instead>[1]) => instead(user, left, circumstances),
  };
}

/** The project's denies as the inventory of a run found them. @param prefix of the run's objects */
async function policiesFoundIn(prefix: string, store: EvidenceStore) {
  const key = `${prefix}/${KEYS.scannedPolicies}`;
  return foundPoliciesOf(await store.getJson(key), key).policies;
}

/** Reports of Access Advisor, and since when services are denied that may have been tried. */
function seenBy(
  { callsPerSecond, ...run }: BatchInput<DeniableUser>,
  standing: Standing,
  ports: BatchPorts,
): Gather<DeniableUser, Seen> {
  const { accountId, rules, advisor, clock, ledger, isDenied, isExpired } = ports;
  const { reportWaitSeconds, reportTimeoutSeconds } = rules.audit;
  const { startedAt } = run;
  const shards = shardsOf(run, ports);
  const deniedTo = ({ denies }: DeniableUser) => deniedTogether(denies, standing);
  const reports = reportsOf<DeniableUser>(startedAt, {
    ...{ advisor, clock, isDenied, isExpired, reportWaitSeconds, reportTimeoutSeconds, now: ports.now },
    pace: ports.pace(callsPerSecond, batchTimeMs(reportTimeoutSeconds)),
    known: (users) => knownReports(users, { startedAt, now: ports.now() }, shards, rules.audit),
    believes: (user, evidence) => reportOn(user, evidence, judgedAt(evidence, new Date(startedAt))).kind === 'report',
    denies: (user) => deniesInWords(deniedTo(user)),
  });
  return (users, seen) =>
    reports(users, async (user, evidence) => {
      const denied = deniedTo(user);
      const tried =
        evidence.kind === 'report' ? evidence.services.filter(({ lastUsedAt }) => lastUsedAt !== undefined) : [];
      const refused = (user.refused ?? []).flatMap(({ source }) => serviceAt(source) ?? []);
      const named = [...tried.map(({ service }) => service), ...refused];
      const asked = [...new Set(named)].filter((service) => has(denied, service));
      const isAsked = asked.length > 0 || isAllBut(denied) || user.refused !== undefined;
      const history = isAsked ? await ledger.historyOf(accountId, user.id) : [];
      const state = stateOf(user.denies);
      const since = deniedSince(history, state, asked);
      const anySince = deniedAnythingSince(history, state);
      await seen(user, { evidence, since, anySince, grantedThen: grantedThen(history, state) });
    });
}

/** What was denied when a report was made: `*` and what it does not mean, where that is all but some. */
const deniesInWords = (denied: Services): readonly string[] =>
  isAllBut(denied) ? ['*', ...denied.allBut.map((service) => `!${service}`)] : namesIn(denied);

/** Plans what a run changes, and makes the policies that it takes. */
export function plan(event: unknown, ports: PlanPorts) {
  const { accountId, rules, store, sha256, clock } = ports;
  const own = ownDenies(rules, accountId);
  const { run: paced } = ports.pace(rules.audit.iamCallsPerSecond);
  const mode = planModeOf(rules);
  const told = {
    ...{ accountId, guardrail: UNUSED_SERVICE_DENY, mode, runbook: rules.runbook },
    ...{ telling: ports.telling, sha256, now: ports.now() },
  };
  const policies = denyPolicies({
    ...{ policies: ports.policies(own, paced), own, sha256, clock, now: ports.now(), mode },
    texts: policyTexts(store, baseOf(accountId, UNUSED_SERVICE_DENY)),
    existing: (prefix) => policiesFoundIn(prefix, store),
    tellAltered: (run, arns) => tellAltered(arns, ALTERED_DENIES, run, told),
  });
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
  recordedSummary(event, { ...SERVICE_DENIES, shards: (run) => shardsOf(run, ports) }, ports);

/** Where the reports of a run are kept for later ones. */
function shardsOf(
  { runId, purpose, startedAt }: Run,
  { accountId, store, log }: Pick<BatchPorts, 'accountId' | 'store' | 'log'>,
): EvidenceShards {
  const head = { guardrail: UNUSED_SERVICE_DENY, account: accountId, runId, purpose, startedAt };
  return keptReports(head, { accountId, store, log, guardrail: UNUSED_SERVICE_DENY });
}
