import { baseOf } from '../../audit/contract';
import { OwnPolicyTexts } from '../../audit/inventory/own-policy-texts';
import type { BatchInput } from '../../audit/payloads/batch';
import { recordedChange, recordedPlan } from '../../audit/recorded/carry';
import { recordedBatch } from '../../audit/recorded/judge';
import { leave, type Leave } from '../../audit/recorded/left-alone';
import { recordedInventory } from '../../audit/recorded/list';
import { policyMakingPorts } from '../../audit/recorded/policy-ports';
import { recordedSummary, recordedSummed } from '../../audit/recorded/sum-up';
import { announcedIn } from '../../audit/run/announced';
import { deletePrincipal } from '../../changes/deletion/delete-principal';
import { EVIDENCE_FAILED } from '../../domain/run/reasons';
import { cleanupHands } from './apply/hands';
import { mailOwners } from './apply/mail-owners';
import { onlyDeny } from './apply/only-deny';
import { cleanupPolicies } from './apply/policies';
import { stillDeletable } from './apply/still-deletable';
import { usedSince } from './apply/used-since';
import { CREDENTIAL_CLEANUP } from './contract';
import { TrustingRoles } from './gather/needed';
import { cleanupNotes, NotedCredentials } from './gather/notes';
import { seenBy, type Seen } from './gather/seen';
import { withAnalysis } from './judge/analysis';
import { withOwner } from './judge/owner';
import { leftInstead } from './judge/begun';
import { decide } from './judge/decide';
import { denyPolicyOf } from './judge/deny';
import { disabledIn } from './judge/disabled';
import { withUndated } from './judge/undated';
import { isDeletion, isKeyDeletion } from './kinds';
import type { BatchPorts, ChangePorts, InventoryPorts, PlanPorts, RunPorts, SummaryPorts } from './ports';
import { pageOf } from './report/page';
import { deletesAny, ownDenies } from './rules';
import { cleanableSubject, type CleanableSubject } from './subject';
import { ALTERED_DENIES, CREDENTIALS } from './words';

/** Lists the users and roles, with what the users sign in and call with, and who needs the roles that are soon to be disabled. */
export function inventory(event: unknown, ports: InventoryPorts) {
  const texts = new OwnPolicyTexts(ownDenies(ports.rules, ports.accountId));
  const [credentials, roles] = [new NotedCredentials(ports.now), new TrustingRoles()];
  return recordedInventory(
    event,
    {
      guardrail: CREDENTIAL_CLEANUP,
      looksAt: ({ kind }) => kind !== 'group',
      notes: cleanupNotes({ credentials, roles }, ports),
      scanned: () => texts.found(),
    },
    {
      ...ports,
      pages: (paced) => roles.over(texts.over(ports.pages(paced))),
      lastUses: (paced) => credentials.over(ports.lastUses(paced)),
    },
  );
}

/** Judges a batch by what the inventory noted, and by what those hold who may lose something. */
export const batch = (event: unknown, ports: BatchPorts) =>
  recordedBatch(event, { ...CREDENTIALS, form: cleanableSubject, prepare: (input) => judging(input, ports) }, ports);

async function judging(input: BatchInput<CleanableSubject>, ports: BatchPorts) {
  const { accountId, rules, store, sha256 } = ports;
  const base = baseOf(accountId, CREDENTIAL_CLEANUP);
  const [standings, holds, open] = await Promise.all([
    announcedIn(base, store),
    ports.holds(),
    deletesAny(rules) ? ports.ledger.allOpen(accountId) : [],
  ]);
  const disabled = disabledIn(open);
  const releases = new Map(holds.map(({ principalId, at }) => [principalId, at]));
  const denyArn = denyPolicyOf(ownDenies(rules, accountId), sha256).arn;
  const circumstances = { rules, denyArn, now: new Date(input.startedAt), standings, releases, disabled };
  return {
    gather: seenBy(input, disabled, ports),
    decide: (subject: CleanableSubject, seen: Seen) =>
      withOwner(
        withAnalysis(
          seen.kind === 'failed'
            ? leave(EVIDENCE_FAILED, seen.why)
            : decide(withUndated(subject, seen.evidence.undated), seen.evidence.keys, circumstances),
          subject,
        ),
        subject,
      ),
    instead: (subject: CleanableSubject, { reason }: Leave) => leftInstead(subject, reason, disabled),
  };
}

/** Plans which access keys are deactivated, and who is denied everything, and makes the policy that this takes. */
export function plan(event: unknown, ports: PlanPorts) {
  const own = ownDenies(ports.rules, ports.accountId);
  const policies = cleanupPolicies(
    policyMakingPorts({ guardrail: CREDENTIAL_CLEANUP, own, altered: ALTERED_DENIES }, ports),
  );
  return recordedPlan(event, { ...CREDENTIALS, policies }, ports);
}

/** Disables and deletes what a plan names, and nothing that was used since. */
export const change = (event: unknown, ports: ChangePorts) =>
  recordedChange(
    event,
    {
      ...CREDENTIALS,
      handsOf: (paced) => {
        const { sha256, clock, now } = ports;
        const own = ownDenies(ports.rules, ports.accountId);
        const deletion = { ...ports.deletion(paced), now };
        return cleanupHands({
          ...{ own, accessKeys: ports.accessKeys(paced), named: deletion.named },
          policies: { user: ports.userPolicies(paced), role: ports.rolePolicies(paced) },
          isDeny: onlyDeny({ policies: ports.policies(own, paced), own, sha256, clock }),
          deletes: (principal, name) => deletePrincipal(principal, name, deletion),
        });
      },
      objectionTo: (paced) => {
        const { rules, now, ledger } = ports;
        const by = { keys: ports.accessKeys(paced), seen: ports.lastSeen(paced), rules, now };
        const [used, deletable] = [usedSince(by), stillDeletable({ ...by, ledger, read: ports.deletion(paced).read })];
        return (change) => (isDeletion(change) || isKeyDeletion(change) ? deletable(change) : used(change));
      },
    },
    ports,
  );

/** Joins what the batches found and what became of the plan, mails owners, and tells people once. */
export const summary = (event: unknown, ports: SummaryPorts) =>
  recordedSummary(
    event,
    { ...CREDENTIALS, page: pageOf, tellsFirst: (made, run) => mailOwners(made, run, ports) },
    ports,
  );

/** Joins what the batches found and what became of the plan, and tells nobody. */
export const summed = (event: unknown, ports: RunPorts) => recordedSummed(event, CREDENTIALS, ports);
