import type { IAMClient } from '@aws-sdk/client-iam';
import { KEYS } from '../../audit/contract';
import type { Pace } from '../../audit/pace/pace';
import type { PlanInput } from '../../audit/payloads/plan';
import { planRun } from '../../audit/plan/plan-run';
import { policyTexts } from '../../audit/plan/policy-texts';
import { resourcePace } from '../../audit/pace/resource-pace';
import { boundaryPolicies, type BoundaryPolicies } from '../../aws/iam/boundary-policies';
import { everyBucketClient } from '../../aws/clients/clients';
import type { EvidenceStore } from '../../aws/evidence-store';
import { accountPolicies } from '../../aws/resource-policies/account';
import { systemClock } from '../../aws/system-clock';
import { isDenied, isThrottled } from '../../aws/clients/throttling';
import type { Sha256 } from '../../domain/boundary/document';
import type { BoundaryEntry } from '../../domain/boundary/entry';
import { plain } from '../../domain/notice/notice';
import { draftOf } from '../../guardrails/permissions-boundary/apply/draft';
import type { Rules } from '../../guardrails/permissions-boundary/rules';
import { few, placeIn } from '../../guardrails/permissions-boundary/report/words';

/** So many names fit on a screen. */
const NAMED = 3;

/** What planning takes, beside what the batches found. */
export interface Planning {
  readonly accountId: string;
  /** Where the audit keeps its objects. */
  readonly base: string;
  readonly store: EvidenceStore;
  readonly rules: Rules;
  /** Boundaries that a deployment put and did not release; oldest first. */
  readonly boundaries: readonly BoundaryEntry[];
  readonly iam: IAMClient;
  readonly pace: Pace;
  readonly sha256: Sha256;
  readonly warn: (line: string) => void;
}

/**
 * Plans which boundaries a run of changes would put, and makes nothing of it.
 *
 * @returns key of the plan; null where the mode plans none, or the caller may not ask for the account's quotas
 */
export async function planHere(input: PlanInput, planning: Planning): Promise<string | null> {
  const { accountId, base, store, rules, boundaries, iam, pace, sha256, warn } = planning;
  if (rules.mode === 'off') return null;
  const own = { ...rules.boundaryPolicies, accountId };
  const policies = readOnly(boundaryPolicies(iam, own, pace.run));
  const unread: string[] = [];
  try {
    await planRun(input, {
      ...{ store, accountId, base, mode: 'observe', now: new Date() },
      ports: { policies, texts: policyTexts(store, base), own, sha256, clock: systemClock },
      open: () => Promise.resolve(boundaries),
      // A run of changes begins anew.
      holds: () => Promise.resolve([]),
      resources: () =>
        accountPolicies(everyBucketClient(), own, {
          reading: rules.audit.resourcePolicies,
          paced: resourcePace(systemClock, isThrottled).run,
        }),
      draft: (around) => draftOf(around, { rules, own, sha256 }),
      tellAltered: async (_, arns) => {
        await Promise.resolve();
        warn(`Not as the project made them: ${arns.join(', ')}`);
      },
      tellNotPrincipal: async (_, { notPrincipal }) => {
        await Promise.resolve();
        if (notPrincipal.length > 0) warn(`Shut out whoever has a boundary: ${notPrincipal.join(', ')}`);
      },
      unread: (arn, why) => {
        unread.push(`${placeIn(arn)} (${plain(why)})`);
      },
    });
  } catch (error) {
    if (!(error instanceof Error && isDenied(error))) throw error;
    warn(`What a run of changes would do first is not known: ${plain(error.message)}`);
    return null;
  }
  if (unread.length > 0) {
    warn(`Not read, so it may shut out whoever has a boundary, or grant what a boundary takes: ${few(unread, NAMED)}`);
  }
  return `${input.prefix}/${KEYS.plan}`;
}

/** Reads, and refuses to change anything, whatever the plan is about. */
function readOnly(policies: BoundaryPolicies): BoundaryPolicies {
  const refused = () => Promise.reject(new Error('a run that only looks changes no policy'));
  return {
    ...policies,
    ...{ create: refused, createVersion: refused, setDefault: refused, deleteVersion: refused, delete: refused },
  };
}
