import type { Named } from './named';
import { isSharp, type Sighting } from './sighting';

/** Somebody, or a group, whom calls named. The id is known once what IAM shows today is. */
export interface Bearer {
  id?: string;
  /** Whether no call that history does not show yet can make it another's id. */
  isSure: boolean;
  /** Milliseconds; when a call first named it. */
  readonly namedAt: number;
  /** Its names in lower case, each since when; undefined from when on it was deleted. */
  readonly names: { readonly name: string | undefined; readonly from: number }[];
  /** Milliseconds; from when on nobody can tell which name it has. Absent: one can. */
  blurredFrom?: number;
}

/** What IAM showed earlier, and how far history is complete by now. */
export interface Seen {
  readonly sightings: readonly Sighting[];
  /** Milliseconds. */
  readonly completeUntil: number;
}

/** CloudTrail writes whole seconds, and so does IAM. */
const SECOND_MS = 1_000;

/**
 * Follows names through the calls that give them, change them and free them.
 *
 * IAM's calls name users and groups, and a name may be another's by tomorrow (THREATS T2). Whoever had a name when the
 * first call was made is unknown until the last call was followed; then it is whoever IAM shows under the name that it has
 * been left with, if that one was there when it was first named.
 *
 * What IAM shows today may rest on calls that history does not show yet: who swaps two names in that time would be taken
 * for somebody else. What it showed to an earlier look does not, once history is complete until then.
 */
export class Bearers {
  private readonly named = new Map<string, Bearer>();
  private readonly all: Bearer[] = [];

  /** Who has a name at this moment. @param at milliseconds */
  public of(name: string, at: number): Bearer {
    return this.named.get(keyOf(name)) ?? this.begin(name, undefined, at);
  }

  /** @param id undefined where the record does not say it: then IAM does, as for everybody whom calls name */
  public create(name: string, id: string | undefined, at: number): void {
    this.begin(name, id, at);
  }

  public rename(name: string, to: string, at: number): void {
    const bearer = this.of(name, at);
    this.named.delete(keyOf(name));
    this.named.set(keyOf(to), bearer);
    bearer.names.push({ name: keyOf(to), from: at });
  }

  public delete(name: string, at: number): void {
    this.named.get(keyOf(name))?.names.push({ name: undefined, from: at });
    this.named.delete(keyOf(name));
  }

  /** Loses sight of whoever has one of some names: they changed hands in an order that nobody knows. */
  public blur(names: Iterable<string>, at: number): void {
    for (const name of names) {
      const bearer = this.named.get(keyOf(name));
      if (bearer !== undefined) bearer.blurredFrom = at;
      this.named.delete(keyOf(name));
    }
  }

  /** Says who they are. @param kind which names of a sighting are theirs */
  public resolve(today: readonly Named[], kind: 'users' | 'groups', { sightings, completeUntil }: Seen): void {
    const latestFirst = sightings.toReversed();
    const byName = new Map(today.map((one) => [keyOf(one.name), one]));
    const byId = new Map(today.map((one) => [one.id, one]));
    for (const bearer of this.all) {
      if (bearer.id !== undefined) continue;
      const told = latestFirst.flatMap((one) => idIn(one, kind, bearer) ?? []);
      const sure = told.find(({ at }) => at <= completeUntil);
      const seen = sure ?? (bearer.blurredFrom === undefined ? undefined : told[0]);
      const name = bearer.names.at(-1)?.name;
      const isLast = name !== undefined && this.named.get(name) === bearer;
      const found = seen !== undefined ? byId.get(seen.id ?? '') : isLast ? byName.get(name) : undefined;
      bearer.isSure = sure !== undefined || isLost(bearer, completeUntil);
      if (found !== undefined && isOldEnough(found, bearer)) bearer.id = found.id;
    }
  }

  private begin(name: string, id: string | undefined, at: number): Bearer {
    const known = id === undefined ? {} : { id };
    const bearer = { ...known, isSure: id !== undefined, namedAt: at, names: [{ name: keyOf(name), from: at }] };
    this.named.set(keyOf(name), bearer);
    this.all.push(bearer);
    return bearer;
  }
}

/** @returns undefined where a sighting does not say who had the name */
function idIn(sighting: Sighting, kind: 'users' | 'groups', { names, namedAt, blurredFrom }: Bearer) {
  const { at } = sighting;
  const changes = [...names.slice(1).map(({ from }) => from), ...(blurredFrom === undefined ? [] : [blurredFrom])];
  if (at <= namedAt || at > (blurredFrom ?? Infinity) || !isSharp(sighting, changes)) return undefined;
  const name = names.findLast(({ from }) => from <= at)?.name;
  // Who is deleted had no name any more.
  if (name === undefined) return { at, id: undefined };
  const found = sighting[kind].find((one) => one.name === name);
  // Of the groups all are seen that matter.
  return found === undefined && kind === 'users' ? undefined : { at, id: found?.id };
}

/** Whether nobody will ever tell who it was. */
const isLost = ({ blurredFrom }: Bearer, completeUntil: number) =>
  blurredFrom !== undefined && blurredFrom <= completeUntil;

const isOldEnough = ({ createdAt }: Named, { namedAt }: Bearer) =>
  createdAt === undefined || createdAt.getTime() <= namedAt + SECOND_MS;

/** IAM compares names ignoring case. */
const keyOf = (name: string) => name.toLowerCase();
