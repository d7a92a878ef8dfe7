import type { ChangeErrorKinds } from '../../audit/change/change-batch';
import type { HeldPorts } from '../../audit/change/held-now';
import type { PlanInput } from '../../audit/payloads/plan';
import type { RecordedPorts } from '../../audit/recorded/guardrail';
import type { InventoryPorts as RecordedInventoryPorts } from '../../audit/recorded/list';
import type { SummaryPorts as RecordedSummaryPorts } from '../../audit/recorded/sum-up';
import type { AccessAdvisor } from '../../aws/iam/access-advisor';
import type { DetailsFilter, DetailsPage } from '../../aws/iam/authorization-details';
import type { ManagedPolicies } from '../../aws/iam/managed-policies';
import type { IamBounder } from '../../aws/iam/bounder';
import type { Paced } from '../../aws/iam/paced';
import type { IamTagger } from '../../aws/iam/tagger';
import type { TagLedger } from '../../aws/ledger/tags';
import type { ResourcePolicies } from '../../aws/resource-policies/policies';
import type { Sha256 } from '../../domain/policy/content-name';
import type { OwnPolicies } from '../../domain/policy/own-policies';
import type { Clock } from '../../domain/clock';
import type { Hold } from '../../domain/ledger/hold';
import type { BoundaryEntry, BoundaryLedger } from './kinds';
import type { ResourceReading } from '../../domain/policy/resource-services';
import type { Warned } from './report/plan-notices';
import type { Rules } from './rules';

/** What every step of a run is given, wherever it runs. */
export interface Ports extends RecordedPorts<Rules> {
  readonly sha256: Sha256;
  /** For waits. */
  readonly clock: Clock;
}

export interface InventoryPorts extends Ports, Omit<RecordedInventoryPorts, keyof RecordedPorts> {
  /** Open entries of the account, oldest first. */
  readonly openBoundaries: () => Promise<readonly BoundaryEntry[]>;
}

export interface BatchPorts extends Ports {
  readonly advisor: AccessAdvisor;
  readonly isDenied: (error: unknown) => boolean;
  readonly isExpired: (error: unknown) => boolean;
  /** Unique ids of the principals with an open incident of the revoker. */
  readonly openIncidents: () => Promise<ReadonlySet<string>>;
  /** How tags are written. Absent: they are decided, and not written. */
  readonly tags?: { readonly tagger: IamTagger; readonly remembered: Pick<TagLedger, 'remember'> };
  /** How policies are made before the plan. @default - the plan makes them */
  readonly ahead?: (own: OwnPolicies, paced: Paced) => Pick<ManagedPolicies, 'create' | 'quotas'>;
  /** What the deployment does about boundaries, where a run at a desk only looks. @default that of the rules */
  readonly deployedMode?: Rules['mode'];
}

export interface PlanPorts extends Ports {
  readonly policies: (own: OwnPolicies, paced: Paced) => ManagedPolicies;
  /** A part of the account, from the beginning. */
  readonly pages: (paced: Paced, only: readonly DetailsFilter[]) => AsyncIterable<DetailsPage>;
  readonly openBoundaries: () => Promise<readonly BoundaryEntry[]>;
  readonly holds: () => Promise<readonly Pick<Hold, 'principalId' | 'at'>[]>;
  readonly resources: (own: OwnPolicies, reading: ResourceReading | undefined) => Promise<ResourcePolicies>;
  readonly tellAltered: (input: PlanInput, arns: readonly string[]) => Promise<void>;
  readonly tellNotPrincipal: (input: PlanInput, found: Warned) => Promise<void>;
}

export interface ChangePorts extends Ports, HeldPorts, ChangeErrorKinds {
  readonly ledger: BoundaryLedger;
  readonly bounder: (paced: Paced) => IamBounder;
  readonly policies: (own: OwnPolicies, paced: Paced) => Pick<ManagedPolicies, 'read'>;
  /** A part of the account, from the beginning. */
  readonly pages: (paced: Paced, only: readonly DetailsFilter[]) => AsyncIterable<DetailsPage>;
}

export interface SummaryPorts extends Ports, Omit<RecordedSummaryPorts, keyof RecordedPorts> {}
