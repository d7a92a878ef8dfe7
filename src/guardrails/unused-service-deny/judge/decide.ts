import type { Decision } from '../../../audit/recorded/row';
import type { Leave } from '../../../audit/recorded/left-alone';
import { counted } from '../../../domain/notice/lists';
import type { Sha256 } from '../../../domain/policy/content-name';
import type { OwnPolicies } from '../../../domain/policy/own-policies';
import { isKnownService } from '../../../domain/policy/service-prefixes';
import { believed, type Disbelief, type Report } from '../../../domain/run/believed';
import { judgedAt, type Evidence, type ServiceUse } from '../../../domain/run/evidence';
import { ageDaysOf, later, TRACKED_DAYS, usageOf } from '../../../domain/run/usage';
import { arnsIn, stateOf, type ServicesDenied } from '../kinds';
import type { Rules } from '../rules';
import type { DeniableUser } from '../subject';
import { denyPoliciesOf } from './document';
import { deniedTogether, type Standing } from './standing';

/** What is known of how a user uses services. */
export interface Seen {
  readonly evidence: Evidence;
  /** Since when services are denied without a break. Only those that may have been tried since. */
  readonly since: ReadonlyMap<string, Date>;
}

/** What a run knows beside the user. */
export interface Circumstances {
  readonly rules: Pick<Rules, 'unusedAfterDays' | 'graceDays' | 'trackingDays' | 'releasedDays' | 'neverDeny'>;
  readonly own: OwnPolicies;
  readonly sha256: Sha256;
  /** Start of the run. */
  readonly now: Date;
  readonly standing: Standing;
  /** When a person last released a user, by unique id; `*` is everybody. */
  readonly releases: ReadonlyMap<string, Date>;
}

/** Judges a user by what Access Advisor says of it. */
export function decide(user: DeniableUser, seen: Seen, circumstances: Circumstances): Decision<ServicesDenied> {
  const left = released(user, circumstances) ?? tooYoung(user, circumstances) ?? altered(user, circumstances);
  if (left !== undefined) return left;
  const at = judgedAt(seen.evidence, circumstances.now);
  const report = reportOn(user, seen.evidence, at);
  if (report.kind === 'leave') return report;
  if (report.services.length === 0 && user.denies.length === 0) return leave('nothing-granted');
  return decided(
    user,
    servicesOf(user, report.services, { ...circumstances, since: seen.since, now: at }),
    circumstances,
  );
}

/** Evidence about a user that can be counted, or why it is not to be believed. */
export function reportOn(user: DeniableUser, evidence: Evidence, now: Date): Report | Disbelief {
  // Where all that a user may do is denied, Access Advisor may have nothing left to list.
  const isEmptied = user.denies.length > 0;
  return believed(isEmptied ? { ...user, mayDoSomething: false } : user, evidence, now);
}

/** Gives back what stands on a user who is exempt, or an admin, by now. */
export function instead(
  user: DeniableUser,
  { reason, why }: Leave,
  circumstances: Pick<Circumstances, 'own' | 'sha256' | 'standing'>,
): Decision<ServicesDenied> | undefined {
  if (reason !== 'exempt' && reason !== 'admin') return undefined;
  if (user.denies.length === 0) return undefined;
  return { kind: 'change', reason, ...(why !== undefined && { why }), changes: [changeTo([], user, circumstances)] };
}

/** The part of a change that only gives back. */
export function givingPart(
  change: ServicesDenied,
  by: Pick<Circumstances, 'own' | 'sha256'>,
): ServicesDenied | undefined {
  const still = change.before.filter((service) => change.after.includes(service));
  if (still.length === change.after.length) return change;
  if (still.length === change.before.length) return undefined;
  const { kind, principal, from, before } = change;
  return { kind, principal, ...(from !== undefined && { from }), ...toOf(still, by), before, after: still };
}

interface Services {
  /** That are to be denied, in the order of the alphabet. */
  readonly wanted: readonly string[];
  /** That are denied, and were tried since. */
  readonly needsAgain: readonly string[];
}

function servicesOf(
  { denies }: DeniableUser,
  report: readonly ServiceUse[],
  { rules, now, standing, since }: Circumstances & Pick<Seen, 'since'>,
): Services {
  const { unused } = usageOf(report, now, rules.unusedAfterDays);
  const isDeniable = (service: string) => isKnownService(service) && !rules.neverDeny.includes(service);
  // What was granted so lately cannot be unused for so long.
  const fresh = report.filter(({ grantedAt }) => grantedAt !== undefined && !isOver(grantedAt, now, rules));
  const isFresh = (service: string) => fresh.some((one) => one.service === service);
  const denied = deniedTogether(denies, standing);
  const lastUse = (service: string) =>
    report
      .filter((one) => one.service === service)
      .map(({ lastUsedAt }) => lastUsedAt)
      .reduce(later, undefined);
  const triedLately = denied.filter((service) => {
    const at = lastUse(service);
    return at !== undefined && !isOver(at, now, rules);
  });
  // Where nobody knows since when it is denied, a person decides: nothing opens again by being tried.
  const wasRefused = (service: string) =>
    !(Date.parse(lastUse(service) ?? '') <= (since.get(service)?.getTime() ?? -1));
  const needsAgain = triedLately.filter((service) => isDeniable(service) && wasRefused(service));
  // A denied service may vanish from the report, or be in it unused: both say nothing new of it.
  const kept = denied.filter((service) => needsAgain.includes(service) || !triedLately.includes(service));
  const more = unused.filter((service) => !denied.includes(service) && !isFresh(service));
  return { wanted: [...kept, ...more].filter(isDeniable).sort(), needsAgain };
}

function decided(
  user: DeniableUser,
  { wanted, needsAgain }: Services,
  circumstances: Pick<Circumstances, 'own' | 'sha256' | 'standing'>,
): Decision<ServicesDenied> {
  const again = needsAgain.length > 0 ? { needsAgain } : {};
  const change = changeTo(wanted, user, circumstances);
  if (change.from === change.to) return { ...leave(wanted.length > 0 ? 'stands' : 'nothing-unused'), ...again };
  // The new ones are attached before the old ones are detached.
  const together = new Set([...arnsIn(change.from), ...arnsIn(change.to)]).size;
  if (change.to !== undefined && together > user.slots) {
    const policies = counted(together, 'policy', 'policies');
    const why = `it would have ${policies} of this project, for the new ones are attached before the old ones are detached, and beside those of others it can have ${user.slots}`;
    return { ...leave('attachment-quota', why), ...again };
  }
  return { kind: 'change', reason: wanted.length > 0 ? 'unused' : 'allowed-again', ...again, changes: [change] };
}

function changeTo(
  wanted: readonly string[],
  { accountId, id, arn, name, denies }: DeniableUser,
  { standing, ...by }: Pick<Circumstances, 'own' | 'sha256' | 'standing'>,
): ServicesDenied {
  const from = stateOf(denies);
  return {
    ...{ kind: 'services-denied', principal: { kind: 'user', accountId, id, arn, name } },
    ...(from !== undefined && { from }),
    ...toOf(wanted, by),
    ...{ before: deniedTogether(denies, standing), after: wanted },
  };
}

function toOf(services: readonly string[], { own, sha256 }: Pick<Circumstances, 'own' | 'sha256'>) {
  const to = stateOf(denyPoliciesOf(services, own, sha256).map(({ arn }) => arn));
  return to === undefined ? {} : { to };
}

const isOver = (at: string, now: Date, { unusedAfterDays }: Pick<Rules, 'unusedAfterDays'>) =>
  ageDaysOf(at, now) > unusedAfterDays;

function released({ id }: DeniableUser, { releases, rules, now }: Circumstances): Leave | undefined {
  const at = later(releases.get(id)?.toISOString(), releases.get('*')?.toISOString());
  if (at === undefined || ageDaysOf(at, now) > rules.releasedDays) return undefined;
  return leave('released', `a person released it at ${at}`);
}

function tooYoung({ createdAt }: DeniableUser, { rules, now }: Circumstances): Leave | undefined {
  // A date that cannot be read is no proof of age.
  const age = ageDaysOf(createdAt, now);
  if (!(age >= rules.graceDays)) return leave('too-young');
  return Math.min(age, TRACKED_DAYS) >= rules.trackingDays ? undefined : leave('tracked-too-short');
}

/** Nobody knows what an altered policy denies; the plan gives it its text back. */
function altered({ denies }: DeniableUser, { standing }: Circumstances): Leave | undefined {
  const unknown = denies.find((arn) => !standing.has(arn));
  return unknown === undefined ? undefined : leave('policy-altered', unknown);
}

function leave(reason: string, why?: string): Leave {
  return { kind: 'leave', reason, ...(why !== undefined && { why }) };
}
