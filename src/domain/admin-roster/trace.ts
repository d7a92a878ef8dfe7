import { Bearers, type Bearer, type Seen } from './bearers';
import type { RosterCall, RosterChange } from './call';
import type { NameChange } from './moved';
import type { Named } from './named';
import type { AdminGroup } from './roster';

/** What IAM shows today. */
export interface Today {
  readonly users: readonly Named[];
  readonly adminGroups: readonly AdminGroup[];
  /** @default nothing: it is not sure then who had a name that a call does not say the id of */
  readonly seen?: Seen;
}

/** A call, and who had the names in it when it was made. */
export interface TracedCall extends NameChange {
  /** Of a call that puts somebody into a group, or takes somebody out of it. */
  readonly membership?: { readonly user: Bearer; readonly group: Bearer };
}

/**
 * Puts calls into their order, each once, and finds out who had the names in them.
 *
 * @param since calls until then are left out
 */
export function traced(calls: readonly RosterCall[], since: Date, today: Today): readonly TracedCall[] {
  const once = new Map(calls.map((call) => [call.eventId, call]));
  const inOrder = [...once.values()]
    .filter(({ at }) => at > since)
    .sort((one, other) => one.at.getTime() - other.at.getTime() || (one.eventId < other.eventId ? -1 : 1));
  const [users, groups] = [new Bearers(), new Bearers()];
  const found: TracedCall[] = [];
  for (const second of bySecond(inOrder.map((call) => ({ call, at: call.at.getTime() })))) {
    const blur = () => {
      blurIn(second, 'user', users);
      blurIn(second, 'group', groups);
    };
    blur();
    found.push(...second.map(({ call }) => follow(call, users, groups)));
    // Nor can anybody tell who has the names from then on.
    blur();
  }
  const { seen = { sightings: [], completeUntil: 0 } } = today;
  users.resolve(today.users, 'users', seen);
  groups.resolve(today.adminGroups, 'groups', seen);
  return found;
}

function follow(call: RosterCall, users: Bearers, groups: Bearers): TracedCall {
  const { change } = call;
  const at = call.at.getTime();
  switch (change.kind) {
    case 'user-added':
    case 'user-removed': {
      const membership = { user: users.of(change.user, at), group: groups.of(change.group, at) };
      return { call, at, membership, moved: [], given: [] };
    }
    case 'user-created':
    case 'group-created': {
      bearersOf(change.kind, users, groups).create(change.name, change.id, at);
      const given = [nameIn(kindOf(change.kind), change.name)];
      return { call, at, moved: change.kind === 'group-created' ? given : [], given };
    }
    case 'user-renamed':
    case 'group-renamed': {
      bearersOf(change.kind, users, groups).rename(change.name, change.to, at);
      const given = [nameIn(kindOf(change.kind), change.to)];
      return { call, at, moved: [nameIn(kindOf(change.kind), change.name), ...given], given };
    }
    case 'user-deleted':
    case 'group-deleted':
      bearersOf(change.kind, users, groups).delete(change.name, at);
      return { call, at, moved: [nameIn(kindOf(change.kind), change.name)], given: [] };
  }
}

/**
 * Names that went from one to another in one second went in an order that nobody knows, and another order may leave
 * everybody with another name.
 */
function blurIn(second: readonly Pick<TracedCall, 'call' | 'at'>[], kind: 'user' | 'group', bearers: Bearers): void {
  const names = second.map(({ call: { change } }) => namesIn(change, kind));
  const taken = new Set(names.flatMap((one) => one.taken));
  const given = new Set(names.flatMap((one) => one.given));
  const [first] = second;
  if (first !== undefined && [...taken].some((name) => given.has(name))) bearers.blur([...taken, ...given], first.at);
}

function namesIn(change: RosterChange, kind: 'user' | 'group') {
  const none: readonly string[] = [];
  if (!('name' in change) || kindOf(change.kind) !== kind) return { taken: none, given: none };
  const name = change.name.toLowerCase();
  if ('to' in change) return { taken: [name], given: [change.to.toLowerCase()] };
  return change.kind.endsWith('created') ? { taken: none, given: [name] } : { taken: [name], given: none };
}

const kindOf = (kind: string) => (kind.startsWith('user') ? 'user' : 'group');
const bearersOf = (kind: string, users: Bearers, groups: Bearers) => (kindOf(kind) === 'user' ? users : groups);

/** A name as {@link NameChange} holds it. */
export const nameIn = (kind: 'user' | 'group', name: string): string => `${kind} ${name.toLowerCase()}`;

/** The calls of each second together, which came in an order that nobody knows. @param calls in order */
export function bySecond<C extends { readonly at: number }>(calls: readonly C[]): readonly (readonly C[])[] {
  const seconds = new Map<number, C[]>();
  for (const one of calls) seconds.set(one.at, [...(seconds.get(one.at) ?? []), one]);
  return [...seconds.values()];
}
