import { sha256 } from '../aws/sha256';
import { systemClock } from '../aws/system-clock';
import { accessKeys } from '../aws/iam/access-keys';
import { rolePolicies } from '../aws/iam/role-policies';
import { userPolicies } from '../aws/iam/user-policies';
import { ownPoliciesOf, type OwnPolicies } from '../domain/policy/own-policies';
import type { UnreadableEntry } from '../domain/ledger/unreadable-entry';
import type { Kinds, RecordedChange } from '../domain/recorded-change/kinds';
import { ENV } from './contract';
import { adminGroupIds, denyPolicies, functionName, log, region, requireEnv } from './environment';
import { bounder, groupsOn, named, onIam, ownPolicies, pace, ranOut, reader, releaser, tagger, tagReader } from './iam';
import { acceptances, adminRosters, holds, incidents, recorded, rememberedTags } from './ledger';
import { alert } from './notices';
import { groupsFound } from './pinned-groups';
import { evidenceIfAny } from './store';

/** A person who asks for a release is waiting for it. */
const CALLS_PER_SECOND = 20;

/** Policies of the deployment; they say which account it is in. */
const own = () => ownPoliciesOf(requireEnv(ENV.boundaries), denyPolicies().denyPolicyArn);

/** What a release takes, whatever is released. */
export function releasePorts() {
  const at = { accountId: own().accountId, purpose: 'event' } as const;
  return {
    ...{ accountId: at.accountId, clock: systemClock, alert: alert(at) },
    runbook: requireEnv(ENV.runbook),
    log,
    ranOut,
  };
}

/**
 * What the guardrails' releasers are made of.
 *
 * @param endsAfterMs milliseconds after which no call of the job is made any more
 */
export function releaserPorts(endsAfterMs: number, unreadable: (entry: UnreadableEntry) => void) {
  const policies = own();
  const { accountId } = policies;
  const [at, job] = [{ accountId, purpose: 'event' } as const, { accountId, purpose: 'job' } as const];
  const { run: paced } = pace(CALLS_PER_SECOND, endsAfterMs);
  return {
    ...{ accountId, own: policies, denyPolicies: denyPolicies(), clock: systemClock, now: () => new Date(), sha256 },
    ...{ paced, reader: reader(at), releaser: releaser(at), store: evidenceIfAny(at) },
    ...{ bounder: bounder(job, paced), named: named(job, paced), ownPolicies: ownPolicies(job, policies, paced) },
    userPolicies: onIam(job, userPolicies, paced),
    rolePolicies: onIam(job, rolePolicies, paced),
    accessKeys: onIam(job, accessKeys, paced),
    groups: (path: string) => groupsOn(job, path, paced),
    policiesOf: (one: OwnPolicies) => ownPolicies(job, one, paced),
    ...{ tagger: tagger(job), tagsOf: tagReader(job, paced) },
    ...{ adminGroups: groupsFound(adminGroupIds()), runbook: requireEnv(ENV.runbook) },
    place: { region: region(), releaseFunction: functionName() },
    acceptances: (guardrail: string) => acceptances(at, guardrail),
    adminRosters: (guardrail: string) => adminRosters(at, guardrail),
    incidents: (guardrail: string) => incidents(at, guardrail, unreadable),
    recorded: <C extends RecordedChange>(guardrail: string, kinds: Kinds<C>) =>
      recorded(at, guardrail, kinds, unreadable),
    tags: (guardrail: string) => rememberedTags(at, guardrail, unreadable),
    holds: (guardrail: string) => holds(at, guardrail, unreadable),
  };
}
