import type { BoundaryBefore } from '../../domain/change/change';
import type { Principal } from '../../domain/identity/principal';
import type { UnreadPolicy } from '../../domain/policy/unread-policy';
import type { RunPlan } from '../../domain/run/run-plan';

/** A boundary to be put on a principal in a run. It travels as JSON from the function that plans to those that change. */
export interface PlannedBoundary {
  readonly principal: Principal;
  readonly boundaryArn: string;
  /** The boundary that stands; absent where none does. */
  readonly before?: BoundaryBefore;
  /** Services that it lets through beyond those meant, because there is no room for a policy of its own. */
  readonly widened?: readonly string[];
  /** The style that is meant, because that of the settings finds no room in a policy. Absent: that of the settings. */
  readonly style?: 'allowUsed';
}

export const UNPLANNED_REASONS = [
  /** What is meant stands, or the nearest to it that there is room for. */
  'stands',
  /** `changesPerRun` is reached. */
  'next-wave',
  /** `maxChangePercent` is reached. */
  'change-limit',
  /** This run only gives back; the next change run may take away. */
  'next-change-run',
  'boundary-too-large',
  /** The account's quota of policies is used up, and no boundary that exists lets through enough. */
  'no-policy-left',
  /** Somebody altered the policy: it is given its text back first. */
  'policy-altered',
  /** Someone else removed the boundary twice, and a person has to release the principal. */
  'flipped',
  /** A person has released the principal, or everybody; the next change run looks again. */
  'released',
] as const;

export type UnplannedReason = (typeof UNPLANNED_REASONS)[number];

/** Why a principal gets no other boundary in a run. */
export interface Unplanned {
  readonly principal: Principal;
  readonly reason: UnplannedReason;
  /** Absent where the reason says it all. */
  readonly why?: string;
  readonly widened?: readonly string[];
  /** The style that is meant, because that of the settings finds no room in a policy. Absent: that of the settings. */
  readonly style?: 'allowUsed';
}

/** A policy of the project whose text was not that of its name, and what became of it. */
export interface AlteredBoundary {
  readonly arn: string;
  readonly restored: boolean;
  /** Why it was not restored; absent where it was. */
  readonly why?: string;
}

/** A service that a boundary lets through because the policy of a resource grants it to the role by name. */
export interface KeptService {
  readonly service: string;
  /** ARNs of some of the resources, in order. */
  readonly by: readonly string[];
  /** How many there are. */
  readonly resources: number;
}

/** What a run is about to change, as the function that plans writes it down. */
export interface BoundaryPlan extends RunPlan<PlannedBoundary, Unplanned> {
  readonly altered: readonly AlteredBoundary[];
  /** ARNs of policies of the project that nobody used any more, and that were deleted. */
  readonly collected: readonly string[];
  /** ARNs of resources whose policies deny everybody but some, which hits whoever has a boundary. */
  readonly notPrincipal: readonly string[];
  /** What resource policies grant to roles by name, by the roles' unique ids. Absent: nothing. */
  readonly kept?: readonly { readonly id: string; readonly services: readonly KeptService[] }[];
  /** Resources whose policies nobody could read. Absent: none. */
  readonly unread?: readonly UnreadPolicy[];
}
