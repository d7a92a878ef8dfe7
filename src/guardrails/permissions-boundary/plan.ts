import { boundaryNameOf, documentSize } from '../../domain/boundary-document';
import { boundaryArnOf } from '../../domain/boundary-self-protection';
import type { BoundaryBefore } from '../../domain/change';
import type { PolicyDocument } from '../../domain/policy-document';
import type { Principal } from '../../domain/principal';
import { LEAST_CHANGES, type PlanAround } from './plan-around';
import { shelfOf, type Chosen, type PolicyToMake, type Shelf } from './plan-shelf';
import type { Wanted } from './plan-wanted';

/** A boundary to be put on a principal in this run. */
export interface PlannedBoundary {
  readonly principal: Principal;
  readonly boundaryArn: string;
  readonly document: PolicyDocument;
  /** The boundary that stands; absent where none does. */
  readonly before?: BoundaryBefore;
  /** Services that it lets through beyond those meant, because there is no room for a policy of its own. */
  readonly widened?: readonly string[];
}

export type UnplannedReason =
  /** What is meant stands, or the nearest to it that there is room for. */
  | 'stands'
  /** `changesPerRun` is reached. */
  | 'next-wave'
  /** `maxChangePercent` is reached. */
  | 'change-limit'
  | 'boundary-too-large'
  /** The account's quota of policies is used up, and no boundary that exists lets through enough. */
  | 'no-policy-left'
  /** Somebody altered the policy: it is given its text back first. */
  | 'policy-altered'
  /** Another hand took the boundary away twice, and a person has to release the principal. */
  | 'flipped';

/** Why a principal gets no other boundary in this run. */
export interface Unplanned {
  readonly principal: Principal;
  readonly reason: UnplannedReason;
  /** Absent where the reason says it all. */
  readonly why?: string;
  readonly widened?: readonly string[];
}

/** What one run changes. */
export interface Plan {
  readonly policies: readonly PolicyToMake[];
  readonly items: readonly PlannedBoundary[];
  /** Everybody else, in the same order. */
  readonly left: readonly Unplanned[];
  readonly altered: readonly AlteredPolicy[];
}

/** A policy of the project whose text is not that of its name. */
export interface AlteredPolicy {
  readonly arn: string;
  /** What it said, where a principal of this run means the same; otherwise an older version or the ledger may know. */
  readonly document?: PolicyDocument;
}

/**
 * Chooses who gets which boundary in a run, and says of everybody else why not.
 *
 * Whoever used nothing for the longest comes first: it risks least, and takes most away. The same input gives the same
 * plan, in whatever order it comes.
 */
export function planOf(wanted: readonly Wanted[], around: PlanAround): Plan {
  const shelf = shelfOf(around);
  const bounded = wanted.filter(({ boundaryArn }) => boundaryArn !== undefined).length;
  const changeable = Math.max(LEAST_CHANGES, Math.floor((bounded * around.limits.maxChangePercent) / 100));
  const items: PlannedBoundary[] = [];
  const left: Unplanned[] = [];
  const meant = new Map<string, PolicyDocument>();
  let changed = 0;
  for (const one of [...wanted].sort(longestUnusedFirst)) {
    const name = boundaryNameOf(one.document, around.own.namePrefix, around.sha256);
    const arn = boundaryArnOf(name, around.own);
    meant.set(arn, one.document);
    const wave = { isFull: items.length >= around.limits.changesPerRun, mayReplace: changed < changeable };
    const next = place(one, { name, arn }, { around, shelf, wave });
    if ('reason' in next) left.push(next);
    else {
      items.push(next);
      if (next.before !== undefined) changed += 1;
    }
  }
  const altered = [...shelf.altered].sort().map((arn) => {
    const document = meant.get(arn);
    return { arn, ...(document !== undefined && { document }) };
  });
  return { policies: shelf.made(), items, left, altered };
}

interface Placing {
  readonly around: PlanAround;
  readonly shelf: Shelf;
  readonly wave: { readonly isFull: boolean; readonly mayReplace: boolean };
}

function place(
  wanted: Wanted,
  policy: { readonly name: string; readonly arn: string },
  { around, shelf, wave }: Placing,
): PlannedBoundary | Unplanned {
  const { principal, document, boundaryArn } = wanted;
  const leave = (reason: UnplannedReason, why?: string): Unplanned => ({
    principal,
    reason,
    ...(why !== undefined && { why }),
  });
  if (around.flipped.has(principal.id)) return leave('flipped');
  const altered = [policy.arn, boundaryArn].find((arn) => arn !== undefined && shelf.altered.has(arn));
  if (altered !== undefined) return leave('policy-altered', altered);
  if (boundaryArn === policy.arn) return leave('stands');
  const [size, most] = [documentSize(document), around.quotas.policySizeQuota];
  if (size > most) return leave('boundary-too-large', `${size} characters, and a policy holds ${most}`);
  if (wave.isFull) return leave('next-wave');
  if (boundaryArn !== undefined && !wave.mayReplace) return leave('change-limit');

  const chosen = shelf.choose(policy, document);
  if (chosen === undefined) return leave('no-policy-left');
  if (chosen.arn === boundaryArn) return { ...leave('stands'), ...widenedIn(chosen) };
  return {
    principal,
    boundaryArn: chosen.arn,
    document: chosen.document,
    ...(boundaryArn !== undefined && { before: shelf.remembered(boundaryArn) }),
    ...widenedIn(chosen),
  };
}

const widenedIn = ({ widened }: Chosen) => (widened === undefined ? {} : { widened });

/** Never used comes before used long ago; the ARN breaks the tie. */
function longestUnusedFirst(one: Wanted, other: Wanted): number {
  const at = ({ lastUsedAt }: Wanted) => (lastUsedAt === undefined ? -Infinity : Date.parse(lastUsedAt));
  const [mine, theirs] = [at(one), at(other)];
  if (mine !== theirs) return mine < theirs ? -1 : 1;
  return one.principal.arn < other.principal.arn ? -1 : 1;
}
