import type { Named } from './named';

/** Who had which names when a look read them. Nobody can tell that later: IAM keeps no former names. */
export interface Sighting {
  /** Milliseconds. */
  readonly at: number;
  /** Names of users in calls that were known by then; without an id where no user had the name. */
  readonly users: readonly SeenName[];
  /** Every admin group that was there. */
  readonly groups: readonly SeenName[];
}

/** A name, and who had it. */
interface SeenName {
  readonly name: string;
  readonly id?: string | undefined;
}

/** IAM's lists lag by some seconds, and a look reads them for some. */
const BLURRED_MS = 60_000;

/** Most names of a sighting. Whom another name means stays unsure, so that its call is not settled and people are told. */
const MOST_NAMES = 25;

/** Most sightings: looks of three hours. */
const MOST_SIGHTINGS = 36;

/** What is seen of names now. @param names of users in calls, in lower case */
export function sightingOf(
  names: readonly string[],
  {
    users,
    adminGroups,
  }: { readonly users: readonly Named[]; readonly adminGroups: readonly Omit<Named, 'createdAt'>[] },
  now: Date,
): Sighting {
  const idOf = new Map(users.map(({ id, name }) => [name.toLowerCase(), id]));
  const seen = [...new Set(names)].slice(0, MOST_NAMES).map((name) => {
    const id = idOf.get(name);
    return { name, ...(id !== undefined && { id }) };
  });
  return {
    at: now.getTime(),
    users: seen,
    groups: adminGroups.map(({ id, name }) => ({ id, name: name.toLowerCase() })),
  };
}

/** The sightings that a fold from this moment on may use. */
export const keptSightings = (all: readonly Sighting[], asOf: Date): readonly Sighting[] =>
  all.filter(({ at }) => at > asOf.getTime()).slice(-MOST_SIGHTINGS);

/** Whether a name stayed who had it when a sighting was made. @param changes milliseconds in which it was given or taken */
export const isSharp = ({ at }: Sighting, changes: readonly number[]): boolean =>
  changes.every((change) => Math.abs(change - at) > BLURRED_MS);
