import type { DetailsPage } from '../../../src/aws/iam/authorization-details';
import type { ServiceUse } from '../../../src/domain/run/evidence';
import { ACCOUNT } from './subjects';

export const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How long Access Advisor takes to show a use, and how long IAM keeps a credential report. */
const LAG_MS = 4 * HOUR_MS;
const TRACKED_MS = 400 * DAY_MS;

export const BEGINNING = Date.parse('2026-01-01T00:00:00.000Z');
const CREATED = new Date(BEGINNING - 500 * DAY_MS).toISOString();

export const USERS = ['ada', 'bob'] as const;
export const ROLES = ['app', 'job'] as const;
export const GROUPS = ['Ops', 'Team'] as const;
export const SERVICES = ['ec2', 's3', 'sqs'] as const;

type User = (typeof USERS)[number];
type Role = (typeof ROLES)[number];
type Group = (typeof GROUPS)[number];
type Holder = User | Role | Group | 'managed';

/** Something that happens in an account. */
export type Happening =
  /** By a user with credentials that a key or a sign-in obtained so many hours before, which is all that IAM notes. */
  | { readonly kind: 'use'; readonly who: User | Role; readonly service: string; readonly sessionHours: number }
  | { readonly kind: 'grant' | 'revoke'; readonly to: Holder; readonly service: string }
  | { readonly kind: 'join' | 'leave'; readonly who: User; readonly group: Group }
  /** Deleted, and created anew by the same name. */
  | { readonly kind: 'recreate'; readonly who: Role }
  | { readonly kind: 'run' };

/** When it happens, in milliseconds since 1970. */
export type Event = Happening & { readonly at: number };

const arnOf = (kind: string, name: string) => `arn:aws:iam::${ACCOUNT}:${kind}/${name}`;
const MANAGED = arnOf('policy', 'managed');
const text = (services: ReadonlySet<string>) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: [...services].sort().map((one) => `${one}:*`), Resource: '*' }],
  });

/** An account of which everything that ever happens is known; what AWS tells of it is derived from that. */
export class History {
  private reportMadeAt = -Infinity;

  /** @param roleLagMs how long `RoleLastUsed` takes to show a use */
  constructor(
    private readonly events: readonly Event[],
    private readonly roleLagMs: number,
  ) {}

  /** What a page of IAM's description says at a time; roles and Team have the managed policy too. */
  page(at: number): DetailsPage {
    const policies = (name: Holder) => {
      const services = this.granted(name, at);
      return services.size === 0 ? [] : [text(services)];
    };
    const common = { path: '/', createdAt: CREATED, attached: [] };
    return {
      users: USERS.map((name) => ({
        ...{ ...common, id: `AIDA${name}`, arn: arnOf('user', name), name, tags: {}, inline: policies(name) },
        groups: this.groupsOf(name, at),
      })),
      roles: ROLES.map((name) => {
        const lastUsed = this.newest(name, at, this.roleLagMs);
        return {
          ...{ ...common, id: this.roleId(name, at), arn: arnOf('role', name), name, tags: {}, trust: '{}' },
          ...{ attached: [MANAGED], inline: policies(name) },
          ...(lastUsed !== undefined && { lastUsedAt: new Date(lastUsed).toISOString() }),
        };
      }),
      groups: GROUPS.map((name) => ({
        ...{ ...common, id: `AGPA${name}`, arn: arnOf('group', name), name, inline: policies(name) },
        attached: name === 'Team' ? [MANAGED] : [],
      })),
      policies: [{ arn: MANAGED, text: text(this.granted('managed', at)) }],
    };
  }

  /** What the credential report says at a time: it is made anew once it is four hours old. */
  lastUses(at: number): ReadonlyMap<string, string> {
    if (at - this.reportMadeAt >= LAG_MS) this.reportMadeAt = at;
    return new Map(
      USERS.flatMap((name) => {
        const seen = this.usesBy(name).map(({ at: used, sessionHours }) => used - sessionHours * HOUR_MS);
        const known = seen.filter((one) => one <= this.reportMadeAt);
        return known.length === 0 ? [] : [[arnOf('user', name), new Date(Math.max(...known)).toISOString()] as const];
      }),
    );
  }

  /** What a report of Access Advisor says at a time. */
  report(arn: string, at: number): readonly ServiceUse[] {
    const name = arn.split('/').at(-1) ?? '';
    const role = ROLES.find((one) => one === name);
    const user = USERS.find((one) => one === name);
    const group = GROUPS.find((one) => one === name);
    const groups = user ? this.groupsOf(user, at) : group ? [group] : [];
    const holders: Holder[] = [...(role ? [role] : []), ...(user ? [user] : []), ...groups];
    if (role !== undefined || groups.includes('Team')) holders.push('managed');
    const people = group ? USERS.filter((one) => this.groupsOf(one, at).includes(group)) : [role ?? user ?? 'app'];
    const services = [...new Set(holders.flatMap((one) => [...this.granted(one, at)]))];
    return services.map((service) => {
      const uses = people.flatMap((one) => this.newest(one, at, LAG_MS, service) ?? []);
      const newest = uses.length === 0 ? {} : { lastUsedAt: new Date(Math.max(...uses)).toISOString() };
      return { service, ...newest, entities: uses.length };
    });
  }

  private before<K extends Happening['kind']>(kinds: readonly K[], at: number) {
    return this.events.filter(
      (event): event is Extract<Event, { kind: K }> => event.at <= at && kinds.some((kind) => kind === event.kind),
    );
  }

  private granted(to: Holder, at: number): ReadonlySet<string> {
    const services = new Set<string>(to === 'managed' ? ['s3', 'sqs'] : []);
    for (const event of this.before(['grant', 'revoke'], at)) {
      if (event.to !== to) continue;
      if (event.kind === 'grant') services.add(event.service);
      else services.delete(event.service);
    }
    // A policy has at least one statement that allows something.
    return to === 'managed' && services.size === 0 ? new Set(['sns']) : services;
  }

  private groupsOf(who: User, at: number): readonly Group[] {
    const groups = new Set<Group>(['Team']);
    for (const event of this.before(['join', 'leave'], at)) {
      if (event.who !== who) continue;
      if (event.kind === 'join') groups.add(event.group);
      else groups.delete(event.group);
    }
    return [...groups];
  }

  private births(who: Role, at: number): readonly number[] {
    return this.before(['recreate'], at).flatMap((event) => (event.who === who ? [event.at] : []));
  }

  private roleId = (who: Role, at: number) => `AROA${who}${this.births(who, at).length}`;

  private usesBy(who: string) {
    return this.before(['use'], Infinity).filter((event) => event.who === who);
  }

  /** The newest use that is shown at a time; whoever was created anew has used nothing before. */
  private newest(who: string, at: number, lagMs: number, service?: string): number | undefined {
    const role = ROLES.find((one) => one === who);
    const births = role === undefined ? [] : this.births(role, at);
    const from = Math.max(at - TRACKED_MS, ...births);
    const uses = this.usesBy(who).filter(
      (use) => use.at >= from && use.at <= at - lagMs && (service === undefined || use.service === service),
    );
    return uses.length === 0 ? undefined : Math.max(...uses.map(({ at }) => at));
  }
}
