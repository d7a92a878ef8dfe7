import type { IamReader } from '../../../aws/iam/reader';
import type { IamTagger, IamTagReader } from '../../../aws/iam/tagger';
import type { TagLedger } from '../../../aws/ledger/tags';
import { giveBack } from '../../../changes/recorded/give-back';
import { isOwnPolicy } from '../../../domain/policy/own-policies';
import { isSameChange, type BoundarySet, type TagsSet } from '../../../domain/change/change';
import type { Principal } from '../../../domain/identity/principal';
import { ownTagsOf, tagsSince, tagsStillSet } from '../../../domain/ledger/tag-entry';
import { canonical } from '../../../domain/policy/policy-document';
import { boundaryHands, type BoundaryHandsPorts } from './boundary/hands';
import { BOUNDARY_KINDS, BOUNDARY_SLOT, type BoundaryEntry, type BoundaryLedger } from '../kinds';
import { undoTags } from './tag-carrier';

/** What giving boundaries and tags back takes. */
export interface GiveBackPorts extends BoundaryHandsPorts {
  readonly boundaries: BoundaryLedger;
  readonly tags: TagLedger;
  readonly tagger: IamTagger;
  readonly tagsOf: IamTagReader;
  readonly reader: Pick<IamReader, 'userNameOfId'>;
  /** Patterns of the project's tag keys. */
  readonly tagKeys: readonly string[];
  readonly now: () => Date;
}

/** What a release took from a principal. */
export interface GivenBack {
  readonly takenBack: readonly (BoundarySet | TagsSet)[];
  /** Entries of the ledger that are over. */
  readonly closed: readonly BoundaryEntry[];
  /** Why something of a run was not taken back. */
  readonly stays?: string;
}

/**
 * Gives a principal the boundary and the tags that stood before the project came, or before one run did.
 *
 * It may be repeated after a termination at any point. Everything is looked up by name and changed only where the id is the
 * principal's (THREATS R1); and only a boundary of the project is replaced, whatever a record says (THREATS T10). A boundary
 * of the project that nobody remembers is taken away as well.
 *
 * @param run absent where whatever any run did is taken back
 * @throws Error naming the policy that stood before and cannot be put: it is gone, or its text was altered
 */
export async function giveBackAll(
  principal: Principal,
  run: { readonly runId: string; readonly tags?: TagsSet } | undefined,
  ports: GiveBackPorts,
): Promise<GivenBack> {
  const { own, boundaries: ledger, clock, now } = ports;
  const today = await named(principal, ports);
  const isOwn = (arn: string | undefined): arn is string => arn !== undefined && isOwnPolicy(arn, own);
  const boundary = await giveBack(principal, today, run?.runId, {
    ...{ ledger, clock, now, kinds: BOUNDARY_KINDS, hands: boundaryHands(ports), isOwn, slots: [BOUNDARY_SLOT] },
    stray: (of, _, arn): BoundarySet | undefined =>
      isOwn(arn) ? { kind: 'boundary-set', principal: of, policyArn: arn } : undefined,
  });
  const tags = await tagsBack(today, principal, run, ports);
  return {
    takenBack: [...boundary.undone, ...(tags === undefined ? [] : [tags])],
    closed: boundary.closed,
    ...(boundary.isBelow && {
      stays: 'a later run has changed the boundary since; release that one, or the principal',
    }),
  };
}

/** The principal under the name it has today; undefined where it is gone. Roles keep their names. */
async function named(principal: Principal, { bounder, reader }: GiveBackPorts): Promise<Principal | undefined> {
  if ((await bounder.boundaryOf(principal))?.id === principal.id) return principal;
  const name = principal.kind === 'user' ? await reader.userNameOfId(principal.id) : undefined;
  return name === undefined ? undefined : { ...principal, name };
}

async function tagsBack(
  today: Principal | undefined,
  { accountId, id }: Principal,
  run: { readonly tags?: TagsSet } | undefined,
  { tags, tagsOf, tagger, tagKeys, now }: GiveBackPorts,
): Promise<TagsSet | undefined> {
  if (run !== undefined && run.tags === undefined) return undefined;
  const entry = await tags.ofPrincipal(accountId, id);
  const open = entry?.closedAt === undefined ? entry : undefined;
  if (run === undefined && open === undefined) return undefined;
  const found = today && (await tagsOf(today));
  if (today === undefined || found?.id !== id) {
    if (open !== undefined) await tags.close(open, now());
    return undefined;
  }
  const standing = ownTagsOf(found.tags, tagKeys);
  const sinceFirst = open && tagsSince(today, open.before, standing);
  const change = run?.tags === undefined ? sinceFirst : tagsStillSet({ ...run.tags, principal: today }, standing);
  if (change !== undefined) await undoTags(change, tagger);
  const isWhole = run === undefined || isSame(change, sinceFirst);
  if (open !== undefined && isWhole) await tags.close(open, now());
  return change;
}

function isSame(one: TagsSet | undefined, other: TagsSet | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return isSameChange(one, other) && canonical(one.before) === canonical(other.before);
}
