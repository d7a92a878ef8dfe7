import { baseOf } from '../../audit/contract';
import type { BatchInput } from '../../audit/payloads/batch';
import { recordedChange, recordedPlan } from '../../audit/recorded/carry';
import { recordedBatch } from '../../audit/recorded/judge';
import { leave } from '../../audit/recorded/left-alone';
import { recordedInventory } from '../../audit/recorded/list';
import { recordedSummary } from '../../audit/recorded/sum-up';
import { announcedIn } from '../../audit/run/announced';
import { EVIDENCE_FAILED } from '../../domain/run/reasons';
import { keyHands } from './apply/hands';
import { usedSince } from './apply/used-since';
import { CREDENTIAL_CLEANUP } from './contract';
import { NotedCredentials } from './gather/notes';
import { seenBy, type Seen } from './gather/seen';
import { decide } from './judge/decide';
import type { BatchPorts, ChangePorts, InventoryPorts, PlanPorts, SummaryPorts } from './ports';
import { cleanableSubject, type CleanableSubject } from './subject';
import { CREDENTIALS } from './words';

/** Lists the users and roles, with what the users sign in and call with. */
export function inventory(event: unknown, ports: InventoryPorts) {
  const noted = new NotedCredentials(ports.now);
  return recordedInventory(
    event,
    {
      guardrail: CREDENTIAL_CLEANUP,
      looksAt: ({ kind }) => kind !== 'group',
      notes: () => Promise.resolve(noted.notes),
    },
    { ...ports, lastUses: (paced) => noted.over(ports.lastUses(paced)) },
  );
}

/** Judges a batch by what the inventory noted, and by the access keys of those who may lose one. */
export const batch = (event: unknown, ports: BatchPorts) =>
  recordedBatch(event, { ...CREDENTIALS, form: cleanableSubject, prepare: (input) => judging(input, ports) }, ports);

async function judging(input: BatchInput<CleanableSubject>, ports: BatchPorts) {
  const { accountId, rules, store } = ports;
  const base = baseOf(accountId, CREDENTIAL_CLEANUP);
  const [standings, holds] = await Promise.all([announcedIn(base, store), ports.holds()]);
  const releases = new Map(holds.map(({ principalId, at }) => [principalId, at]));
  const circumstances = { rules, now: new Date(input.startedAt), standings, releases };
  return {
    gather: seenBy(input, ports),
    decide: (subject: CleanableSubject, seen: Seen) =>
      seen.kind === 'failed' ? leave(EVIDENCE_FAILED, seen.why) : decide(subject, seen.evidence, circumstances),
  };
}

/** Plans which access keys are deactivated. */
export const plan = (event: unknown, ports: PlanPorts) => recordedPlan(event, CREDENTIALS, ports);

/** Deactivates what a plan names, and nothing that was used since. */
export const change = (event: unknown, ports: ChangePorts) =>
  recordedChange(
    event,
    {
      ...CREDENTIALS,
      handsOf: (paced) => keyHands(ports.accessKeys(paced)),
      objectionTo: (paced) =>
        usedSince({ keys: ports.accessKeys(paced), disable: ports.rules.keys.disable, now: ports.now }),
    },
    ports,
  );

/** Joins what the batches found and what became of the plan, and tells people once. */
export const summary = (event: unknown, ports: SummaryPorts) => recordedSummary(event, CREDENTIALS, ports);
