import type { Paced } from '../../aws/iam/paced';
import type { RecordedLedger } from '../../aws/ledger/recorded';
import { makeAllRecorded } from '../../changes/recorded/make-all';
import type { Hands } from '../../changes/recorded/hands';
import { SETTLED_WITHIN_MS } from '../../changes/settled';
import type { Clock } from '../../domain/clock';
import type { Hold } from '../../domain/ledger/hold';
import type { RecordedEntry } from '../../domain/recorded-change/entry';
import type { RecordedChange } from '../../domain/recorded-change/kinds';
import { batchTimeMs } from '../batch/spread';
import type { ChangeAnswer, ChangeErrorKinds } from '../change/change-batch';
import { heldNow, releasedSince, type HeldPorts } from '../change/held-now';
import { baseOf } from '../contract';
import { runLease } from '../lease/run-lease';
import { changeInputOf } from '../payloads/change';
import { planInputOf, type PlanInput } from '../payloads/plan';
import { changeStep } from '../steps/change';
import { planStep, type PlanAnswer } from '../steps/plan';
import { planModeOf } from '../rules';
import { payloadScope, type RecordedGuardrail, type RecordedPorts } from './guardrail';
import { changedLine, runLine } from './log';
import {
  draftChanges,
  recordedPlanIn,
  type DraftAround,
  type ChosenChanges,
  type RecordedItem,
  type PlannedPolicies,
  type RecordedPlan,
} from './plan';
import { recordedRowsIn, type RecordedRow } from './row';

/** What planning takes. */
export interface PlanPorts<C extends RecordedChange> extends RecordedPorts {
  readonly ledger: Pick<RecordedLedger<C>, 'allOpen'>;
  /** Which principals a person has released, and when; `*` is everybody. */
  readonly holds: () => Promise<readonly Pick<Hold, 'principalId' | 'at'>[]>;
}

/** How a guardrail plans. */
export interface Planning<C extends RecordedChange> extends RecordedGuardrail<C> {
  /** @default - every change takes something */
  readonly givingPart?: DraftAround<C>['givingPart'];
  /** @default - changes take no policies */
  readonly policies?: PolicyPlanning<C>;
}

/** How the policies are made that changes take. */
export interface PolicyPlanning<C extends RecordedChange> {
  /** Makes the policies, and leaves those for whom there is none. It may be repeated after a termination at any point. */
  readonly make: (chosen: ChosenChanges<C>, run: PlannedRun<C>) => Promise<ChosenWithPolicies<C>>;
  /** Deletes those that nobody uses any more. It may be repeated. @returns the plan as it came out */
  readonly collect: (plan: RecordedPlan<C>, run: PlanInput) => Promise<RecordedPlan<C>>;
}

/** Changes with the policies that they take. */
export type ChosenWithPolicies<C extends RecordedChange> = ChosenChanges<C> & { readonly policies: PlannedPolicies };

/** What the policies of a plan go by. */
export interface PlannedRun<C extends RecordedChange> {
  readonly input: PlanInput;
  readonly rows: readonly RecordedRow<C>[];
  /** Every open entry of the account, oldest first. */
  readonly open: readonly RecordedEntry<C>[];
}

/** Plans what a run changes. */
export function recordedPlan<C extends RecordedChange>(
  event: unknown,
  { givingPart, policies, ...of }: Planning<C>,
  ports: PlanPorts<C>,
): Promise<PlanAnswer> {
  const { guardrail, kinds } = of;
  const { accountId, rules, store, ledger, holds, now, log } = ports;
  const input = planInputOf(event, payloadScope(of, ports));
  return planStep(input, {
    lease: runLease(guardrail, ports),
    ...{ accountId, store, holds, base: baseOf(accountId, guardrail), mode: planModeOf(rules), now: now() },
    ...{ rowsOf: recordedRowsIn(kinds), planIn: recordedPlanIn(kinds), spread: rules.audit },
    draft: async ({ rows, scope, held, turns }) => {
      const open = await ledger.allOpen(accountId);
      const flipped = new Set(open.flatMap(({ state, change }) => (state === 'flipped' ? [change.principal.id] : [])));
      const around = { accountId, scope, held, flipped, turns, limits: rules.limits, givingPart };
      const { waiting, taking, ...chosen } = draftChanges(rows, around);
      const planned = (await policies?.make(chosen, { input, rows, open })) ?? chosen;
      return { scope, waiting, taking, planOf: (head) => ({ ...head, ...planned }) };
    },
    ...(policies && { finish: (plan: RecordedPlan<C>) => policies.collect(plan, input) }),
    planned: ({ mode, scope, items, left }) => {
      const message = `${input.purpose} run plans to change ${items.length} principals and leaves ${left.length}`;
      const numbers = { mode, scope, items: items.length, left: left.length, message };
      log(runLine('plan', { ...input, guardrail, account: accountId }, numbers));
    },
  });
}

/** What carrying out takes. */
export interface ChangePorts<C extends RecordedChange> extends RecordedPorts, HeldPorts, ChangeErrorKinds {
  readonly ledger: RecordedLedger<C>;
  /** For waits. */
  readonly clock: Clock;
}

/** How a guardrail makes the changes of a batch. */
export interface Handed<C extends RecordedChange> {
  /** @param items what is planned for the principals of the batch */
  readonly handsOf: (paced: Paced, items: readonly RecordedItem<C>[]) => Hands<C>;
  /**
   * Looks once more directly before a change. @returns what speaks against it
   *
   * @default - what the plan says is made
   */
  readonly objectionTo?: (paced: Paced) => (change: C) => Promise<string | undefined>;
}

/** Makes the changes that a plan names. */
export function recordedChange<C extends RecordedChange>(
  event: unknown,
  { handsOf, objectionTo, ...of }: RecordedGuardrail<C> & Handed<C>,
  ports: ChangePorts<C>,
): Promise<ChangeAnswer> {
  const { guardrail, kinds, words } = of;
  const { accountId, store, ledger, clock, now, log, isDenied, isPassing } = ports;
  const input = changeInputOf(event, payloadScope(of, ports));
  return changeStep(input, {
    ...{ accountId, store, planIn: recordedPlanIn(kinds), lease: runLease(guardrail, ports) },
    prepare: (items) => {
      const { run: paced } = ports.pace(input.callsPerSecond, batchTimeMs(0) - SETTLED_WITHIN_MS);
      const making = {
        ...{ ledger, kinds, clock, now, hands: handsOf(paced, items), objection: objectionTo?.(paced) },
        ...{ heldBy: heldNow(paced, ports), isReleased: releasedSince(new Date(input.startedAt), ports) },
      };
      return {
        ...{ isDenied, isPassing },
        change: async ({ changes }) => {
          const outcome = await makeAllRecorded(changes, input.runId, making);
          return { kind: outcome.kind, ...('why' in outcome && { why: outcome.why }) };
        },
        say: (item, changed) => {
          log(changedLine({ ...input, guardrail, account: accountId }, item, changed, words.change));
        },
      };
    },
  });
}
