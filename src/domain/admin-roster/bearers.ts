/** Somebody, or a group, whom calls named. The id is known once what IAM shows today is. */
export interface Bearer {
  id?: string;
  /** Milliseconds; when a call first named it. */
  readonly namedAt: number;
}

/** Who has a name today. */
export interface Named {
  readonly id: string;
  readonly name: string;
  /** Absent where nobody knows: then it was there from the beginning. */
  readonly createdAt?: Date | undefined;
}

/** CloudTrail writes whole seconds, and so does IAM. */
const SECOND_MS = 1_000;

/**
 * Follows names through the calls that give them, change them and free them.
 *
 * IAM's calls name users and groups, and a name may be another's by tomorrow (THREATS T2). Whoever had a name when the
 * first call was made is unknown until the last call was followed; then it is whoever IAM shows under the name that it has
 * been left with, if that one was there when it was first named.
 */
export class Bearers {
  private readonly named = new Map<string, Bearer>();

  /** Who has a name at this moment. @param at milliseconds */
  public of(name: string, at: number): Bearer {
    const bearer = this.named.get(keyOf(name)) ?? { namedAt: at };
    this.named.set(keyOf(name), bearer);
    return bearer;
  }

  /** @param id undefined where the record does not say it: then IAM does, as for everybody whom calls name */
  public create(name: string, id: string | undefined, at: number): void {
    this.named.set(keyOf(name), { ...(id !== undefined && { id }), namedAt: at });
  }

  public rename(name: string, to: string, at: number): void {
    const bearer = this.of(name, at);
    this.named.delete(keyOf(name));
    this.named.set(keyOf(to), bearer);
  }

  public delete(name: string): void {
    this.named.delete(keyOf(name));
  }

  /** Says who they are that still have a name. */
  public resolve(today: readonly Named[]): void {
    for (const { id, name, createdAt } of today) {
      const bearer = this.named.get(keyOf(name));
      if (bearer?.id !== undefined || bearer === undefined) continue;
      if (createdAt === undefined || createdAt.getTime() <= bearer.namedAt + SECOND_MS) bearer.id = id;
    }
  }
}

/** IAM compares names ignoring case. */
const keyOf = (name: string) => name.toLowerCase();
