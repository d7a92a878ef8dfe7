import { namespaceOf, type Use } from '../../../src/embedded-account/iam/reports/usage';
import { SERVICES } from '../generated-accounts';
import { isGranted, NEVER, type Known, type Said } from './scene';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How long Access Advisor takes to show a use. */
export const LAG_MS = 4 * HOUR_MS;
/** For how long a use counts. */
export const PERIOD_MS = 90 * DAY_MS;
/** What is nearer to a limit than this is not judged: a run takes some seconds. */
export const MARGIN_MS = HOUR_MS / 4;
/** How long a release holds. */
const RELEASED_MS = 30 * DAY_MS;

/** Why nothing may be denied to somebody at all. */
export function reasonToLeave({ createdAt, isExempt, releasedAt }: Known, now: Date): string | undefined {
  if (isExempt) return 'exempt';
  if (releasedAt !== undefined && now.getTime() - releasedAt.getTime() <= RELEASED_MS) return 'released';
  return now.getTime() - createdAt.getTime() < PERIOD_MS ? 'young' : undefined;
}

/** Whether IAM saw a key used, and the report, which may leave denied services out, may know of no use. */
export function isDoubtful(
  { grants, deniedSince }: Known,
  { own, now, listsDenied }: Judged & { readonly listsDenied: boolean },
): boolean {
  const isListed = (service: string) => isGranted(grants, service) && (listsDenied || !deniedSince.has(service));
  const known = own.filter(({ at }) => now.getTime() - at.getTime() > LAG_MS);
  return known.length > 0 && !known.some(({ action }) => isListed(namespaceOf(action)));
}

/** What a run had to know of a user, and when. */
interface Judged {
  readonly own: readonly Use[];
  readonly now: Date;
}

interface Judging extends Judged {
  readonly isDenied: (one: string) => boolean;
  readonly deniesNew: boolean;
}

/** What is not denied that must be, and what is denied that was granted but lately. */
export function faultsOf(
  { grants, grantedAt, seenFirst, takenAway, judgedAt, judgedWith, deniedSince }: Known,
  { own, now, isDenied, deniesNew }: Judging,
): readonly string[] {
  const age = (at: Date) => now.getTime() - at.getTime();
  return SERVICES.filter((service) => isGranted(grants, service)).flatMap((service) => {
    const granted = grantedAt.get(service) ?? now;
    const wasDenied = deniesNew && (deniedSince.get(service) ?? now) < granted;
    const isFresh = !wasDenied && judgedAt !== undefined && granted > judgedAt && !takenAway.has(service);
    if (isFresh && age(granted) < PERIOD_MS - MARGIN_MS) {
      return isDenied(service) ? [`denies ${service}, which was granted ${age(granted) / DAY_MS} days ago,`] : [];
    }
    if (NEVER.includes(service) || isDenied(service)) return [];
    const isOld =
      wasDenied || seenFirst?.has(service) === true || age(judgedWith.get(service) ?? now) > PERIOD_MS + MARGIN_MS;
    const uses = own.filter(({ action, at }) => namespaceOf(action) === service && age(at) < PERIOD_MS + MARGIN_MS);
    const isUsed = uses.some(({ at }) => age(at) > LAG_MS - MARGIN_MS);
    return isOld && !isUsed ? [`${deniedSince.has(service) ? 'gives back' : 'does not deny'} ${service}`] : [];
  });
}

/** What a run says and does wrong about what is granted later, where that is denied from the start. */
export function faultsOfLater(
  { grants, grantedAt, deniedSince, leftOpen, history }: Known,
  { now, isDenied, deniesNew, row }: Judging & { readonly row: Said },
): readonly string[] {
  const isAnythingDenied = SERVICES.some(isDenied);
  if (!deniesNew || !isAnythingDenied) return [];
  const named = [...(row.decision.grantedSince ?? []), ...(row.decision.needsAgain ?? [])];
  return SERVICES.filter((service) => !NEVER.includes(service)).flatMap((service) => {
    if (!isGranted(grants, service)) {
      return isDenied(service) || leftOpen.has(service) ? [] : [`leaves ${service} open, which is not granted,`];
    }
    const granted = grantedAt.get(service) ?? now;
    const isSince = granted > (deniedSince.get(service) ?? now) && !isGranted([history.may], service);
    return isSince && isDenied(service) && !named.includes(service) ? [`does not name ${service}, granted since,`] : [];
  });
}
