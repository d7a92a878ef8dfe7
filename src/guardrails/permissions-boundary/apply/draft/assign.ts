import { contentNameOf } from '../../../../domain/policy/content-name';
import { documentSize } from '../../../../domain/policy/policy-document';
import type { PlannedBoundary, Unplanned, UnplannedReason } from '../../plan';
import { ownPolicyArnOf, isOwnPolicy } from '../../../../domain/policy/own-policies';
import { widened } from '../../../../domain/boundary/union';
import type { PolicyDocument } from '../../../../domain/policy/policy-document';
import type { Taking } from '../../../../domain/run/turns';
import { LEAST_CHANGES, type DraftingAround } from './around';
import { inOrder } from './order';
import { shelfOf, type Chosen, type PolicyToMake, type Shelf } from './shelf';
import type { Wanted } from './wanted';

/** A boundary to be put on a principal in this run. */
export interface PlannedItem extends PlannedBoundary {
  readonly document: PolicyDocument;
}

/** What one run changes. */
export interface Assignment {
  readonly policies: readonly PolicyToMake[];
  readonly items: readonly PlannedItem[];
  /** Everybody else, in the same order. */
  readonly left: readonly Unplanned[];
  readonly altered: readonly AlteredPolicy[];
  /** How many wait for a later run; some of them get something wider meanwhile. */
  readonly waiting: number;
  readonly taking: Taking;
}

/** A policy of the project whose text is not that of its name. */
export interface AlteredPolicy {
  readonly arn: string;
  /** What it said, where a principal of this run means the same; otherwise an older version or the bucket may know. */
  readonly document?: PolicyDocument;
}

/**
 * Chooses who gets which boundary in a run, and says of everybody else why not.
 *
 * Principals that get something back and lose nothing come first, and without a limit. Then come those that had no turn in
 * an earlier run, and of these the ones that used nothing for the longest: it risks least, and takes most away. The same input gives the same plan, in whatever order it comes.
 */
export function assignBoundaries(wanted: readonly Wanted[], around: DraftingAround): Assignment {
  const shelf = shelfOf(around);
  const bounded = wanted.filter(({ boundaryArn }) => boundaryArn !== undefined).length;
  const changeable = Math.max(LEAST_CHANGES, Math.floor((bounded * around.limits.maxChangePercent) / 100));
  const items: PlannedItem[] = [];
  const left: Unplanned[] = [];
  const meant = new Map<string, PolicyDocument>();
  const counted = { narrowed: 0, changed: 0, waiting: 0 };
  const taking: { now: string[]; later: string[] } = { now: [], later: [] };
  for (const one of wanted.map((each) => placedAt(each, shelf, around)).sort(inOrder(around.turns))) {
    meant.set(one.arn, one.document);
    const limit = limitOf(one, { around, counted, changeable });
    const placed = limit === undefined ? place(one, { around, shelf }) : waitWith(limit, one, { around, shelf });
    const next = confirmed(placed, one, { around, shelf });
    const styled = one.style === undefined ? {} : { style: one.style };
    if ('reason' in next) left.push({ ...next, ...styled });
    else items.push({ ...next, ...styled });
    const isPut = limit === undefined && !one.isGift && !('reason' in placed);
    const isMeant = !one.isGift && !('reason' in placed && placed.reason === 'stands');
    if (isMeant) taking[isPut ? 'now' : 'later'].push(one.principal.id);
    counted.changed += isPut ? 1 : 0;
    counted.narrowed += isPut && one.boundaryArn !== undefined ? 1 : 0;
    counted.waiting += limit === 'next-wave' || limit === 'change-limit' ? 1 : 0;
  }
  const altered = [...shelf.altered].sort().map((arn) => {
    const document = meant.get(arn);
    return { arn, ...(document !== undefined && { document }) };
  });
  return { policies: shelf.made(), items, left, altered, waiting: counted.waiting, taking };
}

/** Somebody wanted, and the policy that says what is meant. */
interface Place extends Wanted {
  readonly name: string;
  readonly arn: string;
  /** What lets through what is meant and what stands; absent where that is no more than what stands. */
  readonly wider?: PolicyDocument | undefined;
  /** Whether what is meant takes nothing away. */
  readonly isGift: boolean;
  /** Why nothing can be put, however much room there is. */
  readonly hindrance?: Unplanned | undefined;
}

interface Planning {
  readonly around: DraftingAround;
  readonly shelf: Shelf;
}

function placedAt(wanted: Wanted, shelf: Shelf, around: DraftingAround): Place {
  const { document, boundaryArn } = wanted;
  const policy = policyOf(document, around);
  const standing = boundaryArn === undefined ? undefined : shelf.documentOf(boundaryArn);
  const wider = standing && widened(standing, document, around.own);
  const isGift = wider === document;
  return {
    ...wanted,
    ...policy,
    wider,
    isGift,
    hindrance: hindranceOf(wanted, policy.arn, { around, shelf }),
  };
}

function hindranceOf(
  { principal, document, boundaryArn }: Wanted,
  arn: string,
  { around, shelf }: Planning,
): Unplanned | undefined {
  if (isHeld(principal, around))
    return leave(principal, 'released', 'a person released it; the next change run looks again');
  if (around.flipped.has(principal.id)) return leave(principal, 'flipped');
  const isUnknown = (one: string) => isOwnPolicy(one, around.own) && shelf.documentOf(one) === undefined;
  if (shelf.altered.has(arn)) return leave(principal, 'policy-altered', arn);
  if (boundaryArn !== undefined && isUnknown(boundaryArn)) return leave(principal, 'policy-altered', boundaryArn);
  if (boundaryArn === arn) return leave(principal, 'stands');
  const [size, most] = [documentSize(document), around.quotas.policySizeQuota];
  if (size <= most) return undefined;
  return leave(principal, 'boundary-too-large', `${size} characters, and a policy holds ${most}`);
}

/** @returns undefined where nothing holds the change back */
function limitOf(
  { isGift, hindrance, boundaryArn }: Place,
  {
    around,
    counted,
    changeable,
  }: { around: DraftingAround; counted: { narrowed: number; changed: number }; changeable: number },
): UnplannedReason | undefined {
  if (isGift || hindrance !== undefined) return undefined;
  if (around.scope === 'widening') return 'next-change-run';
  if (counted.changed >= around.limits.changesPerRun) return 'next-wave';
  return boundaryArn !== undefined && counted.narrowed >= changeable ? 'change-limit' : undefined;
}

/** Whoever has to wait for something narrower gets at once what they need beyond what stands. */
function waitWith(limit: UnplannedReason, one: Place, planning: Planning): PlannedItem | Unplanned {
  const { wider, principal } = one;
  if (wider === undefined) return leave(principal, limit);
  const policy = policyOf(wider, planning.around);
  const meanwhile = { ...one, ...policy, document: wider };
  const next = hindranceOf(meanwhile, policy.arn, planning) ?? place(meanwhile, planning);
  // The next wave is a day away; until the next change run somebody would lack what they need, and nobody would know why.
  return 'reason' in next && limit !== 'next-change-run' ? leave(principal, limit) : next;
}

function place(
  { principal, document, boundaryArn, name, arn, hindrance }: Place,
  { shelf }: Planning,
): PlannedItem | Unplanned {
  if (hindrance !== undefined) return hindrance;
  const chosen = shelf.choose({ name, arn }, document);
  if (chosen === undefined) return leave(principal, 'no-policy-left');
  if (chosen.arn === boundaryArn && chosen.widened !== undefined)
    return { ...leave(principal, 'stands'), ...widenedIn(chosen) };
  return {
    principal,
    boundaryArn: chosen.arn,
    document: chosen.document,
    ...(boundaryArn !== undefined && { before: shelf.remembered(boundaryArn) }),
    ...widenedIn(chosen),
  };
}

/** Has a boundary that stands put once more, where a run was terminated before it was confirmed: the ledger is to say so. */
function confirmed(
  next: PlannedItem | Unplanned,
  { principal, boundaryArn }: Place,
  planning: Planning,
): PlannedItem | Unplanned {
  const { around, shelf } = planning;
  if (!('reason' in next) || boundaryArn === undefined || !around.unconfirmed?.has(principal.id)) return next;
  const document = shelf.documentOf(boundaryArn);
  const isLeft = next.reason === 'flipped' || next.reason === 'released';
  return document === undefined || isLeft ? next : { principal, boundaryArn, document };
}

const isHeld = ({ id }: Unplanned['principal'], { held }: DraftingAround) =>
  held?.has(id) === true || held?.has('*') === true;

function policyOf(
  document: PolicyDocument,
  { own, sha256 }: DraftingAround,
): { readonly name: string; readonly arn: string } {
  const name = contentNameOf(document, own.namePrefix, sha256);
  return { name, arn: ownPolicyArnOf(name, own) };
}

const leave = (principal: Unplanned['principal'], reason: UnplannedReason, why?: string): Unplanned => ({
  principal,
  reason,
  ...(why !== undefined && { why }),
});

const widenedIn = ({ widened: services }: Chosen) => (services === undefined ? {} : { widened: services });
