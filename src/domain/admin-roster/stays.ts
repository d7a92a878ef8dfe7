/** A user's time in an admin group. Both ends belong to it: CloudTrail writes whole seconds. */
export interface Stay {
  /** Unique id of the user. */
  readonly userId: string;
  /** Unique id of the admin group. */
  readonly groupId: string;
  /** Milliseconds. */
  readonly from: number;
  /** Milliseconds. Absent: it has not ended. */
  readonly until?: number | undefined;
}

/** Calls that were under way when an admin was removed were still an admin's. */
const IN_FLIGHT_MS = 60_000;

/** Whether a stay holds at a moment. @param graceMs how long after its end it still does */
export function holdsAt({ from, until = Infinity }: Stay, at: number, graceMs = 0): boolean {
  return from <= at && at <= until + graceMs;
}

/** Whether somebody was in any admin group when a call was made, or had been until a minute before. */
export function wasIn(stays: readonly Stay[], userId: string, at: Date): boolean {
  return stays.some((stay) => stay.userId === userId && holdsAt(stay, at.getTime(), IN_FLIGHT_MS));
}

/** The stays as they were known at a moment: what came later is forgotten. */
export function asOf<S extends Stay>(stays: readonly S[], at: Date): readonly S[] {
  return stays
    .filter(({ from }) => from <= at.getTime())
    .map((stay) => (stay.until !== undefined && stay.until > at.getTime() ? { ...stay, until: undefined } : stay));
}

/** Stays to which more are added, and which end. */
export class Stays<S extends Stay> {
  private readonly all: S[];

  public constructor(before: readonly S[]) {
    this.all = [...before];
  }

  /** Those that hold at a moment of somebody in one group, or in any. */
  public at(at: number, userId: string, groupId?: string): readonly S[] {
    return this.all.filter(
      (stay) => stay.userId === userId && (groupId === undefined || stay.groupId === groupId) && holdsAt(stay, at),
    );
  }

  /** Begins a stay; somebody who is in the group already goes on with the stay of before. @returns whether it is new */
  public begin(stay: S): boolean {
    const stands = this.all.some(
      ({ userId, groupId, until }) => userId === stay.userId && groupId === stay.groupId && until === undefined,
    );
    if (!stands) this.all.push(stay);
    return !stands;
  }

  /** Ends the stay that somebody has in a group by then. */
  public end(userId: string, groupId: string, at: number): void {
    for (const [index, stay] of this.all.entries()) {
      const isMeant = stay.userId === userId && stay.groupId === groupId && stay.until === undefined && stay.from <= at;
      if (isMeant) this.all[index] = { ...stay, until: at };
    }
  }

  /** All of them, those that have ended among them. */
  public list(): readonly S[] {
    return this.all;
  }
}
