import { baseOf, KEYS } from '../src/audit/contract';
import { pacedTagger } from '../src/audit/batch/paced-tagger';
import { sha256 } from '../src/aws/sha256';
import { systemClock } from '../src/aws/system-clock';
import { ownPoliciesOf } from '../src/domain/boundary/self-protection';
import type { UnreadableEntry } from '../src/domain/ledger/unreadable-entry';
import { BOUNDARY_KINDS } from '../src/guardrails/permissions-boundary/kinds';
import { PERMISSIONS_BOUNDARY, TAG_KEY_PATTERNS } from '../src/guardrails/permissions-boundary/contract';
import { INLINE_POLICY_NAME, REVOKER } from '../src/guardrails/revoker/contract';
import { TIMEOUT_SECONDS } from '../src/release/contract';
import { release } from '../src/release/release';
import { ENV } from '../src/wiring/contract';
import { log, requireEnv, revokerPolicies } from '../src/wiring/environment';
import { bounder, named, ownPolicies, pace, ranOut, reader, releaser, tagger, tagReader } from '../src/wiring/iam';
import { recorded, holds, incidents, rememberedTags } from '../src/wiring/ledger';
import { alert } from '../src/wiring/notices';
import { evidenceIfAny } from '../src/wiring/store';

/** A person who asks for a release is waiting for it. */
const CALLS_PER_SECOND = 20;

/** Takes back what guardrails did to one principal, in one run, or at all. */
export const handler = async (event: unknown, context?: { readonly getRemainingTimeInMillis?: () => number }) => {
  const policies = { ...revokerPolicies(), inlinePolicyName: INLINE_POLICY_NAME };
  const own = ownPoliciesOf(requireEnv(ENV.boundaries), policies.denyPolicyArn);
  const { accountId } = own;
  const [at, job] = [{ accountId, purpose: 'event' } as const, { accountId, purpose: 'job' } as const];
  const runs = `${baseOf(accountId, PERMISSIONS_BOUNDARY)}/${KEYS.runs}`;
  const within = (endsAfterMs: number, unreadable: (entry: UnreadableEntry) => void) => {
    const { run: paced } = pace(CALLS_PER_SECOND, endsAfterMs);
    const shared = { reader: reader(at), own, now: () => new Date() };
    return {
      revoked: {
        ...{ ...shared, policies, releaser: releaser(at), incidents: incidents(at, REVOKER, unreadable) },
      },
      bounded: {
        ...{ ...shared, sha256, tagKeys: TAG_KEY_PATTERNS, clock: systemClock, store: evidenceIfAny(at) },
        boundaries: recorded(at, PERMISSIONS_BOUNDARY, BOUNDARY_KINDS, unreadable),
        tags: rememberedTags(at, PERMISSIONS_BOUNDARY, unreadable),
        holds: holds(at, PERMISSIONS_BOUNDARY, unreadable),
        bounder: bounder(job, paced),
        named: named(job, paced),
        tagger: pacedTagger(tagger(job), paced),
        tagsOf: tagReader(job, paced),
        policies: ownPolicies(job, own, paced),
        summaryKey: (runId: string) => `${runs}/${runId}/${KEYS.summaryJson}`,
      },
    };
  };
  const ports = {
    accountId,
    clock: systemClock,
    alert: alert(at),
    runbook: requireEnv(ENV.runbook),
    log,
    ranOut,
    within,
  };
  return release(event, context?.getRemainingTimeInMillis?.() ?? TIMEOUT_SECONDS * 1_000, ports);
};
