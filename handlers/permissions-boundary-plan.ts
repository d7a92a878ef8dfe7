import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseOf, KEYS } from '../src/audit/contract';
import { Pace } from '../src/audit/pace/pace';
import { planInputOf, type PlanInput } from '../src/audit/payloads/plan';
import { CALLS_PER_CHANGE, planOf as shareOf, type Plan as Share } from '../src/audit/plan/plan';
import { planRun } from '../src/audit/plan/plan-run';
import { policyTexts } from '../src/audit/plan/policy-texts';
import { resourcePace } from '../src/audit/pace/resource-pace';
import { checkRun } from '../src/audit/run/run-record';
import { snsAlert } from '../src/aws/events/alerts';
import { boundaryPolicies } from '../src/aws/iam/boundary-policies';
import { everyBucketClient, jobDynamoClient, jobIamClient, s3Client, snsClient } from '../src/aws/clients/clients';
import { requireEnv } from '../src/aws/env';
import { evidenceStore } from '../src/aws/evidence-store';
import { boundaryLedger } from '../src/aws/ledger/boundaries';
import { holdLedger } from '../src/aws/ledger/holds';
import { tellingLedger } from '../src/aws/ledger/tellings';
import { accountPolicies } from '../src/aws/resource-policies/account';
import { sha256 } from '../src/aws/sha256';
import { systemClock } from '../src/aws/system-clock';
import { isThrottled } from '../src/aws/clients/throttling';
import { tellOnce } from '../src/changes/tell-once';
import type { Notice } from '../src/domain/notice/notice';
import type { UnreadableEntry } from '../src/domain/ledger/unreadable-entry';
import { ENV, PERMISSIONS_BOUNDARY, RULES_FILE } from '../src/guardrails/permissions-boundary/contract';
import { draftOf } from '../src/guardrails/permissions-boundary/apply/draft';
import { planLine, unreadResourceLine } from '../src/guardrails/permissions-boundary/report/plan-lines';
import {
  alteredNotice,
  notPrincipalNotice,
  whichMayDeny,
} from '../src/guardrails/permissions-boundary/report/plan-notices';
import { unreadableEntryLine } from '../src/guardrails/permissions-boundary/report/log';
import { rulesOf } from '../src/guardrails/permissions-boundary/rules';

const rules = rulesOf(readFileSync(join(__dirname, RULES_FILE), 'utf8'));
const mode = rules.mode === 'enforce' ? 'enforce' : 'observe';
const accountId = requireEnv(ENV.accountId);
const base = baseOf(accountId, PERMISSIONS_BOUNDARY);
const own = { ...rules.boundaryPolicies, accountId };
const unreadable = (entry: UnreadableEntry) => {
  console.log(JSON.stringify(unreadableEntryLine(accountId, entry)));
};
const table = { client: jobDynamoClient(), name: requireEnv(ENV.ledgerTable), unreadable };
const [ledger, holds] = [boundaryLedger(table, PERMISSIONS_BOUNDARY), holdLedger(table, PERMISSIONS_BOUNDARY)];
const telling = { ledger: tellingLedger(table), alert: snsAlert(snsClient(), requireEnv(ENV.topicArn)) };
const store = evidenceStore(s3Client(), requireEnv(ENV.evidenceBucket));
const [iam, everyBucket] = [jobIamClient(), everyBucketClient()];

/** What the map that changes is given, if there is anything to change. */
interface Answer {
  readonly planKey: string;
  readonly changesKey: string;
  readonly changes: number;
  readonly share: Share;
}

/** Plans what a run changes, and makes the policies that it takes. */
export async function handler(event: unknown): Promise<Answer> {
  const input = planInputOf(event, { accountId, base, now: new Date() });
  await checkRun(input, store);
  const pace = new Pace({ callsPerSecond: rules.audit.iamCallsPerSecond, clock: systemClock, isThrottled });
  const policies = boundaryPolicies(iam, own, pace.run);
  const run = { ...input, account: accountId };
  const known = { accountId, mode, runbook: rules.runbook } as const;
  const plan = await planRun(input, {
    ...{ store, accountId, base, mode, now: new Date() },
    ports: { policies, texts: policyTexts(store, base), own, sha256, clock: systemClock },
    open: () => ledger.allOpen(accountId),
    holds: () => holds.allOf(accountId),
    resources: () =>
      accountPolicies(everyBucket, own, {
        reading: rules.audit.resourcePolicies,
        paced: resourcePace(systemClock, isThrottled).run,
      }),
    draft: (around) => draftOf(around, { rules, own, sha256 }),
    tellAltered: (of, arns) => {
      const which = sha256(arns.join(' '));
      return tell(of, 'altered', `${of.runId}-${which}`, alteredNotice(arns, { ...of, ...known }));
    },
    tellNotPrincipal: (of, found) =>
      tell(of, 'not-principal', whichMayDeny(found, sha256), notPrincipalNotice(found, { ...of, ...known })),
    unread: (arn, why) => {
      console.log(JSON.stringify(unreadResourceLine(run, arn, why)));
    },
  });

  console.log(JSON.stringify(planLine(run, plan)));
  const changes = plan.mode === 'enforce' ? plan.items.length : 0;
  const [planKey, changesKey] = [`${input.prefix}/${KEYS.plan}`, `${input.prefix}/${KEYS.changes}`];
  return { planKey, changesKey, changes, share: shareOf(changes, rules.audit, CALLS_PER_CHANGE) };
}

/** A later attempt takes over at once what an earlier one has begun to tell. */
async function tell({ runId }: PlanInput, about: string, entryId: string, notice: Notice): Promise<void> {
  const now = new Date();
  const entry = { accountId, principalId: about, guardrail: PERMISSIONS_BOUNDARY, entryId, expires: true };
  await tellOnce({ entry, notice }, { deliveryId: runId, attempt: now.getTime() }, now, telling);
}
