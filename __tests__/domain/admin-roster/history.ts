import type { RosterCall, RosterCaller, RosterChange } from '../../../src/domain/admin-roster/call';
import { foldedRoster } from '../../../src/domain/admin-roster/fold';
import type { FoldedRoster } from '../../../src/domain/admin-roster/folded';
import { seedOf, type Acceptance, type AdminRoster } from '../../../src/domain/admin-roster/roster';
import { standingsIn, type Standing } from '../../../src/domain/admin-roster/standing';
import type { Today } from '../../../src/domain/admin-roster/trace';

export const ADMINS = { id: 'AGPAADMINS', name: 'Administrators' };
export const START = new Date('2026-06-01T12:00:00Z');
export const ADMIN_ROLE = 'arn:aws:iam::111122223333:role/deployer';

export const idOf = (name: string): string => `AIDA${name.toUpperCase()}`;
export const second = (at: number): Date => new Date(START.getTime() + at * 1_000);

export const user = (name: string): RosterCaller => ({ kind: 'user', id: idOf(name) });
export const role = (name: string): RosterCaller => ({ kind: 'role', arn: `arn:aws:iam::111122223333:role/${name}` });

let events = 0;
/** A call that somebody made so many seconds after the start. */
export const call = (at: number, caller: RosterCaller, change: RosterChange): RosterCall => ({
  ...{ eventId: `event-${(events += 1)}`, at: second(at), caller, change },
});

const group = ADMINS.name;
export const adds = (name: string, to = group): RosterChange => ({ kind: 'user-added', user: name, group: to });
export const removes = (name: string, from = group): RosterChange => ({
  kind: 'user-removed',
  user: name,
  group: from,
});
export const renames = (name: string, to: string): RosterChange => ({ kind: 'user-renamed', name, to });
export const creates = (name: string): RosterChange => ({ kind: 'user-created', name, id: idOf(name) });

/** An account whose admin is ada, and what IAM shows of it in the end. */
export interface Story {
  readonly calls: readonly RosterCall[];
  /** Names of the members in the end. */
  readonly members: readonly string[];
  /** Users in the end beside the usual ones, or names that they have then, by the first one. */
  readonly names?: Readonly<Record<string, string>>;
  /** Users created so many seconds after the start. */
  readonly born?: Readonly<Record<string, number>>;
  readonly groupName?: string;
  readonly before?: AdminRoster;
  readonly accepted?: readonly Acceptance[];
}

const USUAL = ['ada', 'bob', 'carol', 'dave', 'rogue', 'mallory'];

export const seed = (...names: readonly string[]): AdminRoster =>
  seedOf({ id: ADMINS.id, memberIds: names.map(idOf) }, START);

export function todayOf({ members, names = {}, born = {}, groupName = ADMINS.name }: Story): Today {
  return {
    users: [...new Set([...USUAL, ...Object.keys(names)])].map((name) => {
      const at = born[name];
      return { id: idOf(name), name: names[name] ?? name, ...(at !== undefined && { createdAt: second(at) }) };
    }),
    adminGroups: [{ id: ADMINS.id, name: groupName, memberIds: members.map(idOf) }],
  };
}

export function fold(story: Story): FoldedRoster {
  const voters = { exemptIds: [idOf('breakglass')], isAdminRole: (arn: string) => arn === ADMIN_ROLE };
  return foldedRoster(story.before ?? seed('ada'), story.calls, todayOf(story), voters, story.accepted);
}

/** What becomes of each user, by name. */
export function standings(story: Story): Readonly<Record<string, Standing['kind']>> {
  const stood = standingsIn(fold(story), todayOf(story).adminGroups);
  return Object.fromEntries(stood.map(({ userId, standing }) => [userId.slice(4).toLowerCase(), standing.kind]));
}
