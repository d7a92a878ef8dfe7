import type { PlanInput } from '../../../audit/payloads/plan';
import type { DraftedWithPolicies, PlannedRun, PolicyPlanning } from '../../../audit/recorded/carry';
import type { DraftedChanges, RecordedItem } from '../../../audit/recorded/plan';
import { collectedIfBefore, collectPlanned } from '../../../changes/policies/collect-planned';
import { collectable, type PolicyPorts } from '../../../changes/policies/keep';
import { keptPolicies } from '../../../changes/policies/kept';
import {
  begunSince,
  lookedAt,
  makePolicies,
  type DraftAround,
  type ExistingPolicy,
} from '../../../changes/policies/make-all';
import { arnsIn, type DenyEntry, type ServicesDenied } from '../kinds';
import { draftPolicies } from './draft';

/** What making the policies of a plan takes. */
export interface DenyPoliciesPorts extends PolicyPorts {
  readonly mode: 'observe' | 'enforce';
  readonly now: Date;
  /** The project's denies as the inventory found them. @param prefix of the run's objects */
  readonly existing: (prefix: string) => Promise<readonly ExistingPolicy[]>;
  /** Tells people of policies that somebody altered; once, however often it is asked to. */
  readonly tellAltered: (run: PlanInput, arns: readonly string[]) => Promise<void>;
}

/** How the policies are made that denies take, and collected when nobody has them. In observe mode nothing is made. */
export function denyPolicies(ports: DenyPoliciesPorts): PolicyPlanning<ServicesDenied> {
  return {
    make: (drafted, run) => made(drafted, run, ports),
    collect: async (plan, { startedAt }) => {
      const { policies: planned } = plan;
      if (planned === undefined || planned.collected.length === 0) return plan;
      const kept = new Set(putBy(plan.items));
      const madeBefore = collectedIfBefore(startedAt, ports.now);
      const collected = await collectPlanned(planned.collected, { policies: ports.policies, kept, madeBefore });
      return collected.length < planned.collected.length ? { ...plan, policies: { ...planned, collected } } : plan;
    },
  };
}

async function made(
  drafted: DraftedChanges<ServicesDenied>,
  { input, rows, open }: PlannedRun<ServicesDenied>,
  ports: DenyPoliciesPorts,
): Promise<DraftedWithPolicies<ServicesDenied>> {
  const { mode, policies } = ports;
  const [found, quotas] = await Promise.all([ports.existing(input.prefix), policies.quotas()]);
  const begun = mode === 'enforce' ? await begunSince(found, ports) : new Set<string>();
  const around = { existing: found, begun, quotas };
  const draft = (of: DraftAround) => draftPolicies(drafted, of, ports);
  const tellAltered = (arns: readonly string[]) => ports.tellAltered(input, arns);
  const { draft: end, altered } =
    mode === 'enforce'
      ? await makePolicies(around, { ports, draft, tellAltered })
      : await lookedAt(draft(around), tellAltered);
  const { items, left, waiting } = end;
  const kept = keptPolicies({ put: putBy(items), rows, open: open.map(namedBy), quotas });
  const madeBefore = collectedIfBefore(input.startedAt, ports.now);
  const collected = mode === 'enforce' ? await collectable({ policies, kept, madeBefore }) : [];
  return { items, left, waiting, policies: { altered, collected } };
}

const putBy = (items: readonly RecordedItem<ServicesDenied>[]) =>
  items.flatMap(({ changes }) => changes.flatMap(({ to }) => arnsIn(to)));

const namedBy = ({ change: { principal, from, to } }: DenyEntry) => ({
  ...{ id: principal.id, to: arnsIn(to), from: arnsIn(from) },
});
