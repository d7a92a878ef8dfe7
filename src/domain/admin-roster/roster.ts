import { fewMoves, fewStays } from './crowded';
import { keptMoves, type MovedName } from './moved';
import type { Sighting } from './sighting';
import { asOf, type Stay } from './stays';

/** A time in which somebody counts as an admin. */
export interface CountedStay extends Stay {
  /** Whether whom this admin makes an admin counts as one. Whoever was made one by a role without a vote has none. */
  readonly votes: boolean;
  /** Whether it began with a person's word, which names the user by id. */
  readonly isAccepted?: boolean | undefined;
}

/** Who was an admin, and who was in the admin groups, until a moment. */
export interface AdminRoster {
  /** What came later is not in it. */
  readonly asOf: Date;
  /** Who counts as an admin: whom somebody who may do so put into an admin group. */
  readonly counted: readonly CountedStay[];
  /** Who was in an admin group, whoever put them there. */
  readonly inFact: readonly Stay[];
  /** Absent: nobody has moved any name. */
  readonly moved?: readonly MovedName[] | undefined;
  /** What looks have seen of names since. @default nothing */
  readonly sightings?: readonly Sighting[] | undefined;
}

/** What a person has said of somebody whom history does not explain. */
export interface Acceptance {
  /** Unique id of the user. */
  readonly userId: string;
  /** Unique id of the admin group. */
  readonly groupId: string;
  readonly at: Date;
}

/** An admin group as IAM shows it today. */
export interface AdminGroup {
  readonly id: string;
  readonly name: string;
  /** Unique ids of its users. */
  readonly memberIds: readonly string[];
}

/** Who may make admins. */
export interface Voters {
  /** Unique ids of exempt users. */
  readonly exemptIds: readonly string[];
  /** Whether a role may (`revoker.adminRoles`). @param arn of the role */
  readonly isAdminRole: (arn: string) => boolean;
}

/** Nobody is asked about calls that are older: CloudTrail's history goes back so far. */
export const KEPT_MS = 90 * 86_400_000;

/**
 * The first roster of an admin group: whom the plan found in it.
 *
 * @param at when the plan found them
 */
export function seedOf({ id, memberIds }: Pick<AdminGroup, 'id' | 'memberIds'>, at: Date): AdminRoster {
  const inFact = memberIds.map((userId) => ({ userId, groupId: id, from: 0 }));
  return { asOf: at, inFact, counted: inFact.map((stay) => ({ ...stay, votes: true })) };
}

/** What is settled of a roster: what came after its moment is forgotten, and folded again, since events come late. */
export function settledOf({ asOf: at, counted, inFact, moved = [], sightings = [] }: AdminRoster): AdminRoster {
  return { asOf: at, counted: asOf(counted, at), inFact: asOf(inFact, at), moved, sightings };
}

/** Times as an admin that no call can change any more which history does not show yet. */
export function settledStays<S extends Stay & { readonly isAccepted?: boolean | undefined }>(
  counted: readonly S[],
  at: Date,
): readonly S[] {
  const accepted = counted.filter(({ from, isAccepted }) => isAccepted === true && from > at.getTime());
  return [...asOf(counted, at), ...accepted];
}

/** A roster without those who are gone from the account: their stays have ended by its moment. @param ids of who is gone */
export function withoutGone(roster: AdminRoster, ids: readonly string[]): AdminRoster {
  const at = roster.asOf.getTime();
  const ended = <S extends Stay>(stays: readonly S[]) =>
    stays.map((stay) => (ids.includes(stay.userId) ? { ...stay, until: Math.min(at, stay.until ?? at) } : stay));
  return { ...roster, counted: ended(roster.counted), inFact: ended(roster.inFact) };
}

/** What is kept of a roster: nobody asks for stays that ended before it, nor for admins of before CloudTrail's history. */
export function keptOf({ counted, inFact, moved = [] }: Omit<AdminRoster, 'asOf'>, at: Date): AdminRoster {
  const endedAfter = <S extends Stay>(stays: readonly S[], since: number) =>
    stays.filter(({ until }) => until === undefined || until >= since);
  return {
    asOf: at,
    counted: endedAfter(counted, at.getTime() - KEPT_MS),
    inFact: fewStays(endedAfter(inFact, at.getTime()), counted),
    moved: fewMoves(keptMoves(moved, at), at),
  };
}
