import type { Decision } from '../../../audit/recorded/row';
import { leave as left, releasedLately, type Leave } from '../../../audit/recorded/left-alone';
import { counted } from '../../../domain/notice/lists';
import type { Sha256 } from '../../../domain/policy/content-name';
import type { OwnPolicies } from '../../../domain/policy/own-policies';
import { common, isNone, namesIn, NO_SERVICES, type Services } from '../../../domain/policy/services';
import { believed, type Disbelief, type Report } from '../../../domain/run/believed';
import { judgedAt, type Evidence } from '../../../domain/run/evidence';
import { ageDaysOf, TRACKED_DAYS } from '../../../domain/run/usage';
import { bridgeArnOf } from '../bridge-group';
import type { ServicesDenied } from '../kinds';
import type { Rules } from '../rules';
import type { DeniableUser } from '../subject';
import { changeTo, givingPart, isSmallEnough } from './change';
import { explainsLastUse, refusedSince } from './refused';
import type { DENY_CHANGE_REASONS, DenyLeaveReason } from './reasons';
import { noRoomFor } from './room';
import { deniedTogether, type Standing } from './standing';
import { wantedOf, type Wanted } from './wanted';

/** What is known of how a user uses services. */
export interface Seen {
  readonly evidence: Evidence;
  /** Since when services are denied without a break. Only those that may have been tried since. */
  readonly since: ReadonlyMap<string, Date>;
  /** Services that were granted when what stands was put on it. Absent: nobody knows. */
  readonly grantedThen?: readonly string[] | undefined;
  /** Since when anything is denied without a break. Absent: nobody knows. */
  readonly anySince?: Date | undefined;
}

/** What a run knows beside the user. */
export interface Circumstances {
  readonly rules: Pick<
    Rules,
    'unusedAfterDays' | 'graceDays' | 'trackingDays' | 'releasedDays' | 'newServices' | 'neverDeny'
  >;
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
  const left =
    releasedLately(user, { ...circumstances, releasedDays: circumstances.rules.releasedDays }) ??
    tooYoung(user, circumstances) ??
    altered(user, circumstances) ??
    alteredBridge(user, circumstances);
  if (left !== undefined) return left;
  const at = judgedAt(seen.evidence, circumstances.now);
  const report = reportOn(user, seen.evidence, at);
  if (report.kind === 'leave') return unbelieved(user, seen, report, circumstances);
  if (report.services.length === 0 && !hasOurs(user)) return leave('nothing-granted');
  const found = wantedOf(user, report.services, { ...circumstances, ...seen, now: at });
  const before = deniedTogether(user.denies, circumstances.standing);
  return decided(
    user,
    withRefused(found, refusedIn(user, common(before, found.wanted), seen, circumstances)),
    circumstances,
  );
}

/** Adds what the trail knows: Access Advisor may leave out what is denied, and with it when it was tried. */
function withRefused(found: Wanted, refused: readonly string[]): Wanted {
  const needsAgain = [...new Set([...found.needsAgain, ...refused])].sort();
  return { ...found, needsAgain, grantedSince: found.grantedSince.filter((one) => !needsAgain.includes(one)) };
}

const refusedIn = (user: DeniableUser, denied: Services, seen: Seen, { rules, now }: Circumstances) =>
  refusedSince(user, { ...seen, ...{ denied, now, unusedAfterDays: rules.unusedAfterDays } });

/**
 * What is done where the report is not believed: nothing, and what was refused is named.
 *
 * A report without any use is no riddle where the latest that IAM saw was refused. Yet whether it would have shown an
 * older use nobody knows, so that what stands goes on to stand, and nothing more is denied by it.
 */
function unbelieved(
  user: DeniableUser,
  seen: Seen,
  disbelief: Disbelief,
  circumstances: Circumstances,
): Decision<ServicesDenied> {
  const denied = deniedTogether(user.denies, circumstances.standing);
  const needsAgain = refusedIn(user, denied, seen, circumstances);
  if (needsAgain.length === 0) return disbelief;
  // Nobody wonders about a use that no report can show yet.
  const unseen = { ...user, lastUsedAt: circumstances.now.toISOString() };
  const isRiddle = reportOn(unseen, seen.evidence, judgedAt(seen.evidence, circumstances.now)).kind === 'leave';
  return { ...(isRiddle || !explainsLastUse(user) ? disbelief : leave('stands')), needsAgain };
}

/** Evidence about a user that can be counted, or why it is not to be believed. */
export function reportOn(user: DeniableUser, evidence: Evidence, now: Date): Report | Disbelief {
  // Where all that a user may do is denied, Access Advisor may have nothing left to list.
  const isEmptied = user.denies.length > 0;
  return believed(isEmptied ? { ...user, mayDoSomething: false } : user, evidence, now);
}

/** Reasons for which a user keeps no deny of before. */
const FREED: readonly string[] = ['exempt', 'admin', 'protected-by-setting'];

/** Gives back what stands on a user who is exempt, an admin or protected by a setting by now. */
export function instead(
  user: DeniableUser,
  { reason, why }: Leave,
  circumstances: Pick<Circumstances, 'own' | 'sha256' | 'standing'>,
): Decision<ServicesDenied> | undefined {
  if (!FREED.includes(reason)) return undefined;
  if (!hasOurs(user)) return undefined;
  return {
    kind: 'change',
    reason,
    ...(why !== undefined && { why }),
    changes: [changeTo({ wanted: NO_SERVICES, granted: [] }, user, circumstances)],
  };
}

function decided(
  user: DeniableUser,
  services: Wanted,
  circumstances: Pick<Circumstances, 'own' | 'sha256' | 'standing'>,
): Decision<ServicesDenied> {
  const { wanted, needsAgain, grantedSince } = services;
  const again = {
    ...(needsAgain.length > 0 && { needsAgain }),
    ...(grantedSince.length > 0 && { grantedSince }),
  };
  const change = changeTo(services, user, circumstances);
  if (change.from === change.to && user.bridge === undefined) {
    return { ...leave(isNone(wanted) ? 'nothing-unused' : 'stands'), ...again };
  }
  if (!isSmallEnough(wanted, circumstances.own)) {
    const why = `${counted(namesIn(wanted).length, 'service')} would stay open to it, and IAM takes no policy that names so many`;
    return { ...leave('deny-too-large', why), ...again };
  }
  const full = noRoomFor(change, user);
  if (full !== undefined) {
    const { reason, why } = full;
    // What it needs is given back all the same.
    const less = givingPart(change, circumstances);
    if (less === undefined || noRoomFor(less, user) !== undefined) return { ...leave(reason, why), ...again };
    return { kind: 'change', reason: 'allowed-again', why, ...again, changes: [less] };
  }
  const reason: (typeof DENY_CHANGE_REASONS)[number] =
    change.from === change.to ? 'bridge-left' : isNone(wanted) ? 'allowed-again' : 'unused';
  return { kind: 'change', reason, ...again, changes: [change] };
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

/** Nothing is done to a group that holds what others put there. */
function alteredBridge({ id, bridge, inTheWay }: DeniableUser, { own }: Circumstances): Leave | undefined {
  return bridge === 'altered' ? leave('bridge-altered', inTheWay ?? bridgeArnOf(id, own)) : undefined;
}

/** Whether a user has anything of the project's. */
const hasOurs = ({ denies, bridge }: DeniableUser) => denies.length > 0 || bridge !== undefined;

const leave = (reason: DenyLeaveReason, why?: string): Leave => left(reason, why);
