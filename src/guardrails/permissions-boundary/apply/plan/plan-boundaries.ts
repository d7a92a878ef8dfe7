import type { PlanInput } from '../../../../audit/payloads/plan';
import type { Drafted, PlanWork, RunAround } from '../../../../audit/plan/plan-run';
import type { EvidenceStore } from '../../../../aws/evidence-store';
import type { DetailsPage } from '../../../../aws/iam/authorization-details';
import type { ResourcePolicies } from '../../../../aws/resource-policies/policies';
import { collectedIfBefore, collectPlanned } from '../../../../changes/policies/collect-planned';
import { collectable, type PolicyPorts } from '../../../../changes/policies/keep';
import { keptPolicies, type NamedByEntry } from '../../../../changes/policies/kept';
import {
  begunSince,
  lookedAt,
  makePolicies,
  type DraftAround,
  type ExistingPolicy,
} from '../../../../changes/policies/make-all';
import type { MayDeny } from '../../../../domain/policy/not-principal';
import { KEYS } from '../../../../audit/contract';
import type { BoundaryEntry } from '../../kinds';
import type { BoundaryPlan } from '../../plan';
import type { Row } from '../../run-summary';
import type { Assignment } from '../draft/assign';
import { comparedWithEarlier, denyingOf } from './denying';
import { grantsIn, withKept } from './keeping';
import { planObjectOf, scannedPoliciesOf } from './plan-object';

/** What boundaries are drafted by. */
export interface BoundariesAround extends DraftAround, Pick<RunAround<Row>, 'scope' | 'rows' | 'held' | 'turns'> {
  /** Open entries of the account, oldest first. */
  readonly open: readonly BoundaryEntry[];
}

/** What planning boundaries takes. */
export interface BoundaryPlanWork {
  readonly accountId: string;
  readonly store: EvidenceStore;
  /** Where the audit keeps its objects. */
  readonly base: string;
  readonly mode: BoundaryPlan['mode'];
  readonly now: Date;
  readonly ports: PolicyPorts;
  /** Open entries of the account, oldest first. */
  readonly open: () => Promise<readonly BoundaryEntry[]>;
  readonly resources: () => Promise<ResourcePolicies>;
  /** The policies of the account, as IAM describes them. */
  readonly pages: () => AsyncIterable<DetailsPage>;
  readonly draft: (around: BoundariesAround) => Assignment;
  readonly tellAltered: (input: PlanInput, arns: readonly string[]) => Promise<void>;
  /** Tells people of resources whose policies deny everybody but some; once, however often it is asked to. */
  readonly tellNotPrincipal: (input: PlanInput, found: MayDeny & { readonly holdsBack: boolean }) => Promise<void>;
  /** What could not be read, for the log. */
  readonly unread: (arn: string, why: string) => void;
}

/** So many texts are looked at together. */
const MANY = 100;

/** How boundaries are planned, and their policies made and collected. In observe mode nothing is made. */
export function boundaryPlanning(
  input: PlanInput,
  work: BoundaryPlanWork,
): Pick<PlanWork<Row, BoundaryPlan>, 'planIn' | 'draft' | 'finish'> {
  return {
    planIn: planObjectOf,
    draft: (around) => drafted(around, work),
    finish: async (plan) => {
      if (plan.collected.length === 0) return plan;
      const collected = await collect(plan, input, work);
      return collected.length < plan.collected.length ? { ...plan, collected } : plan;
    },
  };
}

async function drafted(run: RunAround<Row>, work: BoundaryPlanWork): Promise<Drafted<BoundaryPlan>> {
  const { store, mode, ports, accountId } = work;
  const { input } = run;
  const scannedKey = `${input.prefix}/${KEYS.scannedPolicies}`;
  const [stored, open, resources, quotas] = await Promise.all([
    store.getJson(scannedKey),
    work.open(),
    work.resources(),
    ports.policies.quotas(),
  ]);
  const scanned = scannedPoliciesOf(stored, scannedKey);
  const { denying, unknown } = denyingOf(scanned, resources);
  for (const { arn, why } of unknown) work.unread(arn, why);
  const earlier = mode === 'enforce' ? await comparedWithEarlier(denying, input.runId, work) : undefined;
  const grants = grantsIn(scanned.grants ?? [], resources, { earlier: earlier?.grants ?? [], accountId });
  const rows = withKept(run.rows, grants.all);

  // Whoever would be shut out by what nobody has been told of gets no boundary before the next run.
  const holdsBack = run.scope === 'everything' && earlier?.isNew === true;
  const scope = holdsBack ? 'widening' : run.scope;
  const begun = mode === 'enforce' ? await begunSince(scanned.policies, ports) : new Set<string>();
  const existing = begun.size < MANY ? scanned.policies : [...scanned.policies, ...(await textsOf(begun, work))];
  const around = { existing, begun, quotas };
  const draft = (of: DraftAround) => work.draft({ ...of, scope, rows, open, held: run.held, turns: run.turns });
  const tellAltered = (arns: readonly string[]) => work.tellAltered(input, arns);
  const made =
    mode === 'enforce'
      ? await makePolicies(around, { ports, draft, tellAltered })
      : await lookedAt(draft(around), tellAltered);
  if (denying.notPrincipal.length + denying.unread.length > 0)
    await work.tellNotPrincipal(input, { ...denying, holdsBack });
  await earlier?.note(grants.remembered);

  const { items, left, waiting, taking } = made.draft;
  const collected =
    mode === 'enforce'
      ? await collectable({
          policies: ports.policies,
          kept: keptPolicies({
            put: items.map(({ boundaryArn }) => boundaryArn),
            ...{ rows, open: open.map(namedBy), quotas },
          }),
          madeBefore: collectedIfBefore(input.startedAt, work.now),
        })
      : [];
  const back = left.filter(({ reason }) => reason === 'next-change-run').length;
  return {
    scope,
    waiting: holdsBack ? Math.max(1, back) : waiting,
    taking,
    planOf: (head) => ({
      ...head,
      items: items.map(({ principal, boundaryArn, before, widened, style }) => ({
        ...{ principal, boundaryArn },
        ...(before && { before }),
        ...(widened && { widened }),
        ...(style && { style }),
      })),
      ...{ left, altered: made.altered, collected, notPrincipal: denying.notPrincipal },
      kept: rows.flatMap(({ id, keptByResourcePolicy: services }) =>
        services === undefined ? [] : [{ id, services }],
      ),
      unread: unknown,
    }),
  };
}

/** What policies say that batches or an earlier attempt have made: one by one they would take as long as making them. */
async function textsOf(arns: ReadonlySet<string>, { pages }: BoundaryPlanWork): Promise<readonly ExistingPolicy[]> {
  const texts = new Map<string, string>();
  for await (const { policies } of pages()) {
    for (const { arn, text } of policies) if (arns.has(arn)) texts.set(arn, text);
  }
  return [...texts].map(([arn, text]) => ({ arn, text }));
}

/** @returns what is gone, now or since an earlier attempt */
function collect(plan: BoundaryPlan, { startedAt }: PlanInput, { ports, now }: BoundaryPlanWork) {
  const kept = new Set(plan.items.map(({ boundaryArn }) => boundaryArn));
  const madeBefore = collectedIfBefore(startedAt, now);
  return collectPlanned(plan.collected, { policies: ports.policies, kept, madeBefore });
}

const namedBy = ({ change: { principal, policyArn, before } }: BoundaryEntry): NamedByEntry => ({
  ...{ id: principal.id, to: [policyArn], from: before === undefined ? [] : [before.policyArn] },
});
