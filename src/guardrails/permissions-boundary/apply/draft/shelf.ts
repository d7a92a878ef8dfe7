import { isIntactOwnPolicy } from '../../../../domain/policy/content-name';
import { isWithin, reachOf, servicesBeyond, type Reach } from '../../../../domain/boundary/reach';
import { isOwnPolicy } from '../../../../domain/policy/own-policies';
import { allowsAllBut, isWritten } from '../../../../domain/boundary/union';
import type { BoundaryBefore } from '../../../../domain/change/change';
import { canonical, type PolicyDocument } from '../../../../domain/policy/policy-document';
import { roomFor } from '../../../../domain/policy/room';
import type { DraftingAround, ExistingPolicy } from './around';
import { boundaryIn } from './text';

/** A boundary of the project that has to be made first. */
export interface PolicyToMake {
  readonly name: string;
  readonly arn: string;
  readonly document: PolicyDocument;
}

/** The policy that a principal is bounded by. */
export interface Chosen {
  readonly arn: string;
  readonly document: PolicyDocument;
  /** Absent where the policy says what is meant, and no more. */
  readonly widened?: readonly string[];
}

/** The policies there are, and the room for more. */
export interface Shelf {
  /** ARNs of policies whose text is not that of their name (THREATS R3). */
  readonly altered: ReadonlySet<string>;
  /** What a policy says; undefined where there is none, or none that may be used. */
  documentOf(arn: string): PolicyDocument | undefined;
  /**
   * The policy of a document: one that exists, one to be made, or the nearest that lets through all that is meant.
   *
   * Only what this project writes itself is put on somebody who means something else: anybody who may write policies can
   * give a text of theirs the name that stands for it. What allows all but some is never the nearest to what does not.
   *
   * @returns undefined where there is neither room nor such a policy
   */
  choose(policy: { readonly name: string; readonly arn: string }, document: PolicyDocument): Chosen | undefined;
  /** What an undo has to know of a boundary. */
  remembered(arn: string): BoundaryBefore;
  /** In the order in which they were chosen. */
  made(): readonly PolicyToMake[];
}

interface Kept {
  readonly arn: string;
  readonly document: PolicyDocument;
  readonly reach: Reach;
  /** Whether this project writes it so. */
  readonly isOurs: boolean;
  readonly allowsAll: boolean;
}

/** Sorts the policies that exist into those that may be used and those that were altered. */
export function shelfOf({ existing, own, sha256, quotas, begun = new Set() }: DraftingAround): Shelf {
  const ours = existing.filter(({ arn }) => isOwnPolicy(arn, own));
  const isWhole = (policy: ExistingPolicy) => isIntactOwnPolicy(policy, own, sha256);
  const texts = new Map(ours.filter(isWhole).map(({ arn, text }) => [arn, text]));
  const kept = new Map<string, Kept>();
  const keep = (arn: string, document: PolicyDocument) => {
    const reach = reachOf(document);
    const [isOurs, allowsAll] = [isWritten(document, own), allowsAllBut(document)];
    if (reach !== undefined) kept.set(arn, { arn, document, reach, isOurs, allowsAll });
  };
  for (const [arn, text] of texts) {
    const document = boundaryIn(text);
    if (document !== undefined) keep(arn, document);
  }
  const made: PolicyToMake[] = [];
  const room = roomFor(quotas);
  let taken = 0;

  return {
    altered: new Set(ours.filter((policy) => !isWhole(policy)).map(({ arn }) => arn)),
    documentOf: (arn) => kept.get(arn)?.document,
    choose({ name, arn }, document) {
      const there = kept.get(arn);
      if (there !== undefined) return isSame(there.document, document) ? { arn, document } : undefined;
      const isBegun = begun.has(arn);
      if (!isBegun && taken >= room) return nearest(document, [...kept.values()]);
      taken += isBegun ? 0 : 1;
      made.push({ name, arn, document });
      keep(arn, document);
      return { arn, document };
    },
    remembered(policyArn) {
      const text = texts.get(policyArn);
      return { policyArn, ...(text !== undefined && { text }) };
    },
    made: () => made,
  };
}

/** The boundary that lets through all that is meant and the fewest services more. */
function nearest(document: PolicyDocument, kept: readonly Kept[]): Chosen | undefined {
  const inner = reachOf(document);
  if (inner === undefined) return undefined;
  const mayAllowAll = allowsAllBut(document);
  const wider = kept
    .filter(({ reach, isOurs, allowsAll }) => isOurs && (mayAllowAll || !allowsAll) && isWithin(inner, reach))
    .map(({ arn, document: other, reach }) => ({
      chosen: { arn, document: other, widened: servicesBeyond(inner, reach) },
      breadth: reach.allowed.length,
    }));
  return wider.reduce<(typeof wider)[number] | undefined>((best, one) => {
    if (best === undefined) return one;
    const order =
      one.chosen.widened.length - best.chosen.widened.length ||
      one.breadth - best.breadth ||
      (one.chosen.arn < best.chosen.arn ? -1 : 1);
    return order < 0 ? one : best;
  }, undefined)?.chosen;
}

const isSame = (one: PolicyDocument, other: PolicyDocument) => canonical(one) === canonical(other);
