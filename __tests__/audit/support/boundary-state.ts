import type { IamBounder } from '../../../src/aws/iam/bounder';
import type { ManagedPolicies } from '../../../src/aws/iam/managed-policies';
import type { BoundaryLedger } from '../../../src/guardrails/permissions-boundary/kinds';
import { ownPolicyArnOf, isOwnPolicy } from '../../../src/domain/policy/own-policies';
import { addPolicy } from '../../../src/embedded-account/iam/principals/principals';
import type { Policy } from '../../../src/embedded-account/iam/entities';
import type { AccountState } from '../../../src/embedded-account/iam/state';
import { OWN } from '../../support/boundaries';
import { someBoundaryLedger } from '../../support/some-bounder';

const never = (what: string) => (): never => {
  throw new Error(`nobody alters a policy here, so there is no reason to ${what}`);
};

/** The project's policies of an account that has no front door. */
export function policiesOf(state: AccountState): ManagedPolicies {
  const local = () => [...state.policies.values()].filter(({ arn }) => !arn.startsWith('arn:aws:iam::aws:'));
  const textOf = ({ versions, defaultVersion }: Policy) => versions.get(defaultVersion.current)?.document ?? '';
  const isUsed = (arn: string) =>
    [state.boundedBy(arn), state.attachmentsOf(arn)].some((by) => Object.values(by).flat().length > 0);
  return {
    quotas: () =>
      Promise.resolve({
        policies: local().length,
        policiesQuota: state.quotas.PoliciesQuota,
        policySizeQuota: state.quotas.PolicySizeQuota,
        versionsPerPolicyQuota: state.quotas.VersionsPerPolicyQuota,
        attachedPerUserQuota: state.quotas.AttachedPoliciesPerUserQuota,
        attachedPerRoleQuota: state.quotas.AttachedPoliciesPerRoleQuota,
        groups: state.groups.size,
        groupsQuota: state.quotas.GroupsQuota,
        groupsPerUserQuota: state.quotas.GroupsPerUserQuota,
      }),
    create: (name, document) => {
      if (state.policies.has(ownPolicyArnOf(name, OWN))) return Promise.resolve('exists');
      if (local().length >= state.quotas.PoliciesQuota) return Promise.resolve('refused');
      addPolicy(state, { name, path: OWN.path, document });
      return Promise.resolve('made');
    },
    read: (arn) => {
      const policy = state.policies.get(arn);
      return Promise.resolve(policy && { text: textOf(policy), versionId: policy.defaultVersion.current });
    },
    versions: never('list versions'),
    textOf: never('read a version'),
    createVersion: never('make a version'),
    setDefault: never('choose a version'),
    deleteVersion: never('delete a version'),
    delete: (arn) => {
      const policy = state.policies.get(arn);
      if (policy === undefined || isUsed(arn)) return Promise.resolve(false);
      state.removePolicy(policy);
      return Promise.resolve(true);
    },
    unused: () =>
      Promise.resolve(
        local()
          .filter(({ arn }) => isOwnPolicy(arn, OWN) && !isUsed(arn))
          .map(({ arn, createdAt }) => ({ arn, createdAt: createdAt.toISOString() })),
      ),
  };
}

/** The boundaries of its users and roles. */
export function bounderOf(state: AccountState): IamBounder {
  const found = ({ kind, name }: Parameters<IamBounder['boundaryOf']>[0]) =>
    kind === 'user' ? state.findUser(name) : state.findRole(name);
  return {
    boundaryOf: (principal) => {
      const one = found(principal);
      const arn = one?.boundary.current;
      return Promise.resolve(one && { id: one.id, ...(arn !== undefined && { arn }) });
    },
    put: (principal, arn) => {
      const one = found(principal);
      if (one === undefined || !state.policies.has(arn)) return Promise.resolve(false);
      one.boundary.set(arn);
      return Promise.resolve(true);
    },
    delete: never('take a boundary away'),
  };
}

/** A ledger in memory, of everybody. */
export function ledgerOfAll(): BoundaryLedger {
  const ledgers = new Map<string, BoundaryLedger>();
  const of = (id: string) => {
    const known = ledgers.get(id) ?? someBoundaryLedger();
    ledgers.set(id, known);
    return known;
  };
  const all = async (list: (ledger: BoundaryLedger) => ReturnType<BoundaryLedger['allOpen']>) =>
    (await Promise.all([...ledgers.values()].map(list)))
      .flat()
      .sort((one, other) => one.openedAt.getTime() - other.openedAt.getTime() || one.number - other.number);
  return {
    historyOf: (account, id) => of(id).historyOf(account, id),
    record: (entry) => of(entry.change.principal.id).record(entry),
    confirm: (entry, now) => of(entry.change.principal.id).confirm(entry, now),
    markFlipped: (entry, flips) => of(entry.change.principal.id).markFlipped(entry, flips),
    close: (entry, now) => of(entry.change.principal.id).close(entry, now),
    allOpen: (account) => all((ledger) => ledger.allOpen(account)),
    ofRun: (account, runId) => all((ledger) => ledger.ofRun(account, runId)),
  };
}
