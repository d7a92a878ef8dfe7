import { collectedIfBefore, collectPlanned } from '../../changes/policies/collect-planned';
import { collectable, type PolicyPorts } from '../../changes/policies/keep';
import { keptPolicies } from '../../changes/policies/kept';
import {
  begunSince,
  lookedAt,
  makePolicies,
  type DraftAround,
  type ExistingPolicy,
  type PolicyDraft,
} from '../../changes/policies/make-all';
import type { RecordedChange } from '../../domain/recorded-change/kinds';
import type { PlanInput } from '../payloads/plan';
import type { ChosenWithPolicies, PlannedRun, PolicyPlanning } from './carry';
import type { ChosenChanges, RecordedItem } from './plan';

/** What making the policies of a plan takes. */
export interface PolicyMakingPorts extends PolicyPorts {
  readonly mode: 'observe' | 'enforce';
  readonly now: Date;
  /** The guardrail's policies as the inventory found them. @param prefix of the run's objects */
  readonly existing: (prefix: string) => Promise<readonly ExistingPolicy[]>;
  /** Tells people of policies that somebody altered; once, however often it is asked to. */
  readonly tellAltered: (run: PlanInput, arns: readonly string[]) => Promise<void>;
}

/** The policies of a guardrail that many principals share. */
export interface SharedPolicies<C extends RecordedChange> {
  /** Chooses the policies of the changes meant. The same input gives the same draft. */
  readonly draft: (chosen: ChosenChanges<C>, around: DraftAround) => ChosenChanges<C> & PolicyDraft;
  /** ARNs of the policies that a change takes away. */
  readonly from: (change: C) => readonly string[];
  /** ARNs of the policies that a change puts. */
  readonly to: (change: C) => readonly string[];
}

/** How the policies are made that changes take, and collected when nobody has them. In observe mode nothing is made. */
export function policyPlanning<C extends RecordedChange>(
  of: SharedPolicies<C>,
  ports: PolicyMakingPorts,
): PolicyPlanning<C> {
  return {
    make: (chosen, run) => made(chosen, run, of, ports),
    collect: async (plan, { startedAt }) => {
      const { policies: planned } = plan;
      if (planned === undefined || planned.collected.length === 0) return plan;
      const kept = new Set(putBy(plan.items, of));
      const madeBefore = collectedIfBefore(startedAt, ports.now);
      const collected = await collectPlanned(planned.collected, { policies: ports.policies, kept, madeBefore });
      return collected.length < planned.collected.length ? { ...plan, policies: { ...planned, collected } } : plan;
    },
  };
}

async function made<C extends RecordedChange>(
  chosen: ChosenChanges<C>,
  { input, rows, open }: PlannedRun<C>,
  of: SharedPolicies<C>,
  ports: PolicyMakingPorts,
): Promise<ChosenWithPolicies<C>> {
  const { mode, policies } = ports;
  const [found, quotas] = await Promise.all([ports.existing(input.prefix), policies.quotas()]);
  const begun = mode === 'enforce' ? await begunSince(found, ports) : new Set<string>();
  const around = { existing: found, begun, quotas };
  const draft = (by: DraftAround) => of.draft(chosen, by);
  const tellAltered = (arns: readonly string[]) => ports.tellAltered(input, arns);
  const { draft: end, altered } =
    mode === 'enforce'
      ? await makePolicies(around, { ports, draft, tellAltered })
      : await lookedAt(draft(around), tellAltered);
  const { items, left } = end;
  const named = open.map(({ change }) => ({ id: change.principal.id, to: of.to(change), from: of.from(change) }));
  const kept = keptPolicies({ put: putBy(items, of), rows, open: named, quotas });
  const madeBefore = collectedIfBefore(input.startedAt, ports.now);
  const collected = mode === 'enforce' ? await collectable({ policies, kept, madeBefore }) : [];
  return { items, left, policies: { altered, collected } };
}

const putBy = <C extends RecordedChange>(items: readonly RecordedItem<C>[], { to }: Pick<SharedPolicies<C>, 'to'>) =>
  items.flatMap(({ changes }) => changes.flatMap(to));
