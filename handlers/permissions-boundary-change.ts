import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changeBatch, plannedItems, type ChangeAnswer } from '../src/audit/change/change-batch';
import { baseOf, KEYS } from '../src/audit/contract';
import { Pace } from '../src/audit/pace/pace';
import { changeInputOf } from '../src/audit/payloads/change';
import { batchTimeMs } from '../src/audit/plan/plan';
import { planObjectOf } from '../src/audit/plan/plan-object';
import { checkRun } from '../src/audit/run/run-record';
import { boundaryPolicies } from '../src/aws/iam/boundary-policies';
import { jobDynamoClient, jobIamClient, s3Client } from '../src/aws/clients/clients';
import { requireEnv } from '../src/aws/env';
import { evidenceStore } from '../src/aws/evidence-store';
import { iamBounder } from '../src/aws/iam/bounder';
import { iamReader } from '../src/aws/iam/reader';
import { boundaryLedger } from '../src/aws/ledger/boundaries';
import { holdLedger } from '../src/aws/ledger/holds';
import { incidentLedger } from '../src/aws/ledger/incidents';
import { sha256 } from '../src/aws/sha256';
import { systemClock } from '../src/aws/system-clock';
import { isDenied, isThrottled } from '../src/aws/clients/throttling';
import { ownTextOf } from '../src/changes/own-text';
import { setBoundary } from '../src/changes/set-boundary';
import { SETTLED_WITHIN_MS } from '../src/changes/settled';
import { EVERYBODY } from '../src/domain/ledger/hold';
import type { Principal } from '../src/domain/identity/principal';
import type { UnreadableEntry } from '../src/domain/ledger/unreadable-entry';
import { pinned } from '../src/guardrails/permissions-boundary/judge/admins';
import { ENV, PERMISSIONS_BOUNDARY, RULES_FILE } from '../src/guardrails/permissions-boundary/contract';
import { heldByIncident, heldByMembership } from '../src/guardrails/permissions-boundary/judge/held';
import { changeLine, unreadableEntryLine } from '../src/guardrails/permissions-boundary/report/log';
import { rulesOf } from '../src/guardrails/permissions-boundary/rules';
import { REVOKER } from '../src/guardrails/revoker/contract';

const rules = rulesOf(readFileSync(join(__dirname, RULES_FILE), 'utf8'));
const adminGroups = pinned(rules, requireEnv(ENV.adminGroupIds));
const accountId = requireEnv(ENV.accountId);
const own = { ...rules.boundaryPolicies, accountId };
const unreadable = (entry: UnreadableEntry) => {
  console.log(JSON.stringify(unreadableEntryLine(accountId, entry)));
};
const table = { client: jobDynamoClient(), name: requireEnv(ENV.ledgerTable), unreadable };
const [ledger, incidents] = [boundaryLedger(table, PERMISSIONS_BOUNDARY), incidentLedger(table, REVOKER)];
const holds = holdLedger(table, PERMISSIONS_BOUNDARY);
const store = evidenceStore(s3Client(), requireEnv(ENV.evidenceBucket));
const iam = jobIamClient();
const reader = iamReader(iam);
const { iamCallsPerSecond } = rules.audit;
const scope = { accountId, base: baseOf(accountId, PERMISSIONS_BOUNDARY), iamCallsPerSecond };

const now = () => new Date();

/** Puts the boundaries that a plan names. Whoever has an open incident is left alone. */
export async function handler(event: unknown): Promise<ChangeAnswer> {
  const input = changeInputOf(event, { ...scope, now: now() });
  await checkRun(input, store);
  const { prefix, callsPerSecond, runId, startedAt } = input;
  const key = `${prefix}/${KEYS.plan}`;
  const items = plannedItems(planObjectOf(await store.getJson(key), key), input, accountId);

  const endsAfterMs = batchTimeMs(0) - SETTLED_WITHIN_MS;
  const { run: paced } = new Pace({ callsPerSecond, clock: systemClock, isThrottled, endsAfterMs });
  const policies = boundaryPolicies(iam, own, paced);
  const ports = {
    ...{ ledger, bounder: iamBounder(iam, paced), clock: systemClock, now },
    heldBy: async ({ kind, id, name }: Principal) => {
      const held = heldByIncident(await incidents.latest(accountId, id));
      if (held !== undefined || kind !== 'user') return held;
      return heldByMembership(await paced('ListGroupsForUser', () => reader.groupsOfUser(name)), adminGroups);
    },
    isReleased: async ({ id }: Principal) => {
      const since = await Promise.all([id, EVERYBODY].map((held) => holds.heldSince(accountId, held)));
      return since.some((at) => at !== undefined && at >= new Date(startedAt));
    },
  };
  return changeBatch(items, prefix, {
    ...{ store, isDenied },
    set: (meant) => setBoundary(meant, runId, ports),
    textOf: (arn) => ownTextOf(arn, policies, { own, sha256, clock: systemClock }),
    say: (item, changed) => {
      console.log(JSON.stringify(changeLine({ ...input, account: accountId }, item, changed)));
    },
  });
}
