import type { Clock } from '../domain/clock';
import type { BoundaryPolicies } from '../aws/iam/boundary-policies';
import type { IamBounder } from '../aws/iam/bounder';
import type { IamReader } from '../aws/iam/reader';
import type { IamTagger, IamTagReader } from '../aws/iam/tagger';
import type { BoundaryLedger } from '../aws/ledger/boundaries';
import type { TagLedger } from '../aws/ledger/tags';
import type { Sha256 } from '../domain/boundary/document';
import { boundaryBackOf, type BoundaryEntry } from '../domain/boundary/entry';
import { isOwnBoundary, type OwnPolicies } from '../domain/boundary/self-protection';
import { isSameChange, type BoundarySet, type TagsSet } from '../domain/change/change';
import { canonical } from '../domain/policy/policy-document';
import type { Principal } from '../domain/identity/principal';
import { ownTagsOf, tagsSince, tagsStillSet } from '../domain/ledger/tag-entry';
import { boundariesAsOne, undoBoundary } from './boundary-carrier';
import { ownTextOf } from './own-text';
import { settled } from './settled';
import { undoTags } from './tag-carrier';

/** What giving back takes. */
export interface GiveBackPorts {
  readonly boundaries: BoundaryLedger;
  readonly tags: TagLedger;
  readonly bounder: IamBounder;
  readonly tagger: IamTagger;
  readonly tagsOf: IamTagReader;
  readonly policies: Pick<BoundaryPolicies, 'read'>;
  readonly reader: Pick<IamReader, 'userNameOfId'>;
  readonly own: OwnPolicies;
  readonly sha256: Sha256;
  /** Patterns of the project's tag keys. */
  readonly tagKeys: readonly string[];
  readonly clock: Clock;
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

/** So long after a change a reading of IAM may show what was before it. */
const LAG_MS = 60_000;

/**
 * Gives a principal the boundary and the tags that stood before the project came, or before one run did.
 *
 * It may be repeated after a termination at any point. Everything is looked up by name and changed only where the id is the
 * principal's (THREATS R1); and only a boundary of the project is replaced, whatever a record says (THREATS T10).
 *
 * @param run absent where whatever any run did is taken back
 * @throws Error naming the policy that stood before and cannot be put: it is gone, or its text was altered
 */
export async function giveBack(
  principal: Principal,
  run: { readonly runId: string; readonly tags?: TagsSet } | undefined,
  ports: GiveBackPorts,
): Promise<GivenBack> {
  const today = await named(principal, ports);
  const boundary = await boundaryBack(today, principal, run?.runId, ports);
  const tags = await tagsBack(today, principal, run, ports);
  return {
    takenBack: [...(boundary.undone === undefined ? [] : [boundary.undone]), ...(tags === undefined ? [] : [tags])],
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

async function boundaryBack(
  today: Principal | undefined,
  { accountId, id }: Principal,
  runId: string | undefined,
  ports: GiveBackPorts,
): Promise<{ readonly undone?: BoundarySet; readonly closed: readonly BoundaryEntry[]; readonly isBelow?: true }> {
  const { boundaries, now } = ports;
  const history = await boundaries.historyOf(accountId, id);
  const seen = today && (await settledBoundary(today, history, ports));
  const back = boundaryBackOf(history, seen, runId);
  // What stood before is what an earlier attempt has given back.
  const isStray = runId === undefined && !history.some(({ change }) => change.before?.policyArn === seen);
  const change = today && changeOf(today, { seen, isStray }, back.undo, ports.own);
  const undone = change !== undefined && (await undo(change, ports)) ? change : undefined;
  for (const entry of back.close) await boundaries.close(entry, now());
  return { ...(undone && { undone }), closed: back.close, ...(back.isBelow && { isBelow: true }) };
}

/** A boundary of the project that nobody remembers is taken away as well: nothing is known to have stood before it. */
function changeOf(
  principal: Principal,
  { seen, isStray }: { readonly seen: string | undefined; readonly isStray: boolean },
  undo: readonly BoundaryEntry[],
  own: OwnPolicies,
): BoundarySet | undefined {
  if (seen === undefined || !isOwnBoundary(seen, own)) return undefined;
  if (undo.length > 0) return { ...boundariesAsOne(undo.map(({ change }) => change)), principal };
  return isStray ? { kind: 'boundary-set', principal, policyArn: seen } : undefined;
}

async function undo(change: BoundarySet, { bounder, policies, clock, ...rest }: GiveBackPorts): Promise<boolean> {
  const before = change.before?.policyArn;
  if (before !== undefined && isOwnBoundary(before, rest.own)) {
    const text = await ownTextOf(before, policies, rest);
    if (text !== 'intact') {
      const why =
        text === 'gone' ? 'is gone' : 'was altered; the next run gives it its text back, and then invoke again';
      throw new Error(`policy ${before}, which was the boundary before, ${why}`);
    }
  }
  return undoBoundary(change, bounder, clock);
}

/** What stands, once a change of these moments shows: a run may be under way, or have ended just now. */
async function settledBoundary(
  principal: Principal,
  history: readonly BoundaryEntry[],
  { bounder, clock, now }: GiveBackPorts,
): Promise<string | undefined> {
  const open = history.filter(({ closedAt }) => closedAt === undefined);
  const isFresh = open.some(({ openedAt, confirmedAt = openedAt }) => now().getTime() - confirmedAt.getTime() < LAG_MS);
  let seen: string | undefined;
  const look = async () => {
    const found = await bounder.boundaryOf(principal);
    seen = found?.id === principal.id ? found.arn : undefined;
    return open.some(({ change }) => change.policyArn === seen);
  };
  await (isFresh ? settled(look, clock) : look());
  return seen;
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
