import { heldByIncident } from '../../../src/domain/ledger/incident';
import type { Purpose } from '../../../src/domain/run/purpose';
import type { RunSummary } from '../../../src/guardrails/permissions-boundary/run-summary';
import type { BoundaryLedger } from '../../../src/guardrails/permissions-boundary/kinds';
import type { ResourcePolicies } from '../../../src/aws/resource-policies/policies';
import type { AccountState } from '../../../src/embedded-account/iam/state';
import { change, plan, summed } from '../../../src/guardrails/permissions-boundary/composition';
import type { Rules } from '../../../src/guardrails/permissions-boundary/rules';
import { planObjectOf } from '../../../src/guardrails/permissions-boundary/apply/plan/plan-object';
import { ACCOUNT } from '../../support/permissions-boundary';
import { bounderOf, policiesOf } from './boundary-state';
import type { MemoryStore } from './memory-store';
import { mapped } from './mapped';
import { auditedInMemory, portsInMemory } from './steps-in-memory';
import { lastUsesOf, pageOf, servicesOf } from './told-by-state';

/** An account without a front door, and what the runs over it remember. */
export interface Enforced {
  readonly state: AccountState;
  readonly store: MemoryStore;
  readonly ledger: BoundaryLedger;
  readonly rules: Rules;
  /** Unique ids of the users with an open incident. */
  readonly openIncidents: Set<string>;
  /** Policies of resources as they are read. */
  readonly resources: () => ResourcePolicies['policies'];
}

/** A run from the inventory to the summary, by the same steps as the functions. Nothing is written on tags. */
export async function enforcedRun(
  { state, store, ledger, rules, openIncidents, resources }: Enforced,
  runId: string,
  purpose: Purpose,
): Promise<RunSummary> {
  const startedAt = state.clock.now().toISOString();
  const policies = policiesOf(state);
  const openBoundaries = () => ledger.allOpen(ACCOUNT);
  const told = {
    page: pageOf(state),
    lastUses: lastUsesOf(state),
    report: (arn: string) => servicesOf(state, arn),
  };
  const by = { rules, store, openIncidents, openBoundaries, now: () => state.clock.now(), log: neverUnread };
  const { ports } = portsInMemory(told, by);

  const audited = await auditedInMemory({ runId, startedAt, purpose }, 1, ports);
  const { planKey, changes } = await plan(audited, {
    ...{ ...ports, policies: () => policies, openBoundaries },
    holds: () => Promise.resolve([]),
    resources: () => Promise.resolve({ policies: resources(), unread: [] }),
    tellAltered: () => Promise.reject(new Error('nobody has altered a policy')),
    tellNotPrincipal: () => Promise.resolve(),
  });
  const { items } = planObjectOf(await store.getJson(planKey), planKey);
  const ids = items.map(({ principal: { id } }) => id);
  const { prefix } = audited;
  const changing = {
    ...{ ...ports, ledger, policies: () => policies, bounder: () => bounderOf(state) },
    heldElsewhere: (id: string) => Promise.resolve(heldByIncident(openIncidents.has(id) ? {} : undefined, 'revoker')),
    groupsOfUser: () => Promise.resolve([]),
    heldSince: () => Promise.resolve(undefined),
    ...{ isDenied: () => false, isPassing: () => false },
  };
  const changed =
    changes === 0 ? [] : [await change({ runId, startedAt, purpose, prefix, callsPerSecond: 1, ids }, changing)];
  const changesManifest = changes === 0 ? null : await mapped('change-results', changed, audited, store);
  return summed({ ...audited, planKey, changesManifest, attempt: 0 }, ports);
}

/** @throws Error for a policy or an object that a step could not read: these tests write none that cannot be read */
function neverUnread(line: object): void {
  const { msgtype, message } = { msgtype: '', message: '', ...line };
  if (['unread-policy', 'ignored-evidence', 'unread-resource'].includes(msgtype)) throw new Error(message);
}
