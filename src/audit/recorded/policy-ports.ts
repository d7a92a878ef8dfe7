import type { EvidenceStore } from '../../aws/evidence-store';
import type { ManagedPolicies } from '../../aws/iam/managed-policies';
import type { Paced } from '../../aws/iam/paced';
import type { TellOncePorts } from '../../changes/tell-once';
import type { Clock } from '../../domain/clock';
import type { Sha256 } from '../../domain/policy/content-name';
import type { OwnPolicies } from '../../domain/policy/own-policies';
import { baseOf } from '../contract';
import { policiesFoundIn } from '../inventory/own-policy-texts';
import type { Pace } from '../pace/pace';
import { planModeOf, type AuditRules } from '../rules';
import { policyTexts } from '../run/policy-texts';
import { tellAltered } from '../run/tell';
import type { PolicyMakingPorts } from './policies';

/** What a plan is given that makes policies. */
interface PlanPorts {
  readonly accountId: string;
  readonly rules: AuditRules;
  readonly store: EvidenceStore;
  readonly sha256: Sha256;
  /** For the waits between two looks. */
  readonly clock: Clock;
  /** The date. */
  readonly now: () => Date;
  readonly pace: (callsPerSecond: number) => Pace;
  readonly policies: (own: OwnPolicies, paced: Paced) => ManagedPolicies;
  readonly telling: TellOncePorts;
}

/** How a plan makes the policies of its guardrail, keeps their texts, and tells people of those that were altered. */
export function policyMakingPorts(
  of: { readonly guardrail: string; readonly own: OwnPolicies; readonly altered: Parameters<typeof tellAltered>[1] },
  { accountId, rules, store, sha256, clock, telling, ...ports }: PlanPorts,
): PolicyMakingPorts {
  const { guardrail, own, altered } = of;
  const { run: paced } = ports.pace(rules.audit.iamCallsPerSecond);
  const [mode, now] = [planModeOf(rules), ports.now()];
  const told = { accountId, guardrail, mode, runbook: rules.runbook, telling, sha256, now };
  return {
    ...{ policies: ports.policies(own, paced), own, sha256, clock, now, mode },
    texts: policyTexts(store, baseOf(accountId, guardrail)),
    existing: (prefix) => policiesFoundIn(prefix, store),
    tellAltered: (run, arns) => tellAltered(arns, altered, run, told),
  };
}
