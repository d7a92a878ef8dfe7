import type { ReplayedPeriod, ReplayedUse } from '../../../src/embedded-account/replay';
import type { Use } from '../../../src/embedded-account/iam/reports/usage';
import { SERVICES, type Grant } from '../generated-accounts';
import type { UserEvent, UserHistory } from '../generated-denies';
import type { Seen } from '../oracle';

/** Uses of this time are probes: nobody's report reaches back so far. */
export const PROBED_AT = new Date('2020-01-01T00:00:00Z');
/** Never denied, whether used or not: Access Advisor does not see all of their use. */
export const NEVER = ['kms', 'lambda', 'sts'];
/** Services of which every run is asked whether they are denied. */
export const PROBED: readonly string[] = [...SERVICES, 'lambda', 'sts'];

/** What a run says of a user. */
export interface Said {
  readonly decision: {
    readonly kind: string;
    readonly reason: string;
    readonly needsAgain?: readonly string[] | undefined;
    readonly grantedSince?: readonly string[] | undefined;
  };
  readonly outcome?: { readonly kind: string; readonly why?: string | undefined } | undefined;
}

/** An account in which something happens to users. */
export interface DenyScene {
  now(): Date;
  advance(milliseconds: number): void;
  /** @returns the ARN */
  add(user: UserHistory, name: string): string;
  use(use: Use): void;
  act(event: Exclude<UserEvent, { kind: 'use' }>, name: string): Promise<void>;
  replay(period: ReplayedPeriod): readonly ReplayedUse[];
  /** Lets pass whatever time a run takes before it begins. */
  ready(): Promise<void>;
  /** @returns what the run says of each user, by name */
  run(runId: string): Promise<ReadonlyMap<string, Said>>;
}

/** A user, and what the oracle knows of it. */
export interface Known {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: Date;
  readonly history: UserHistory;
  /** What its policies grant now, and when each service was granted first. */
  grants: readonly Grant[];
  readonly grantedAt: Map<string, Date>;
  /** Services that were taken away once: what is granted anew is not new, if a run has seen it before. */
  readonly takenAway: Set<string>;
  /**
   * What was granted at every run up to the first one whose report had to be believed: it is in the first report that is
   * kept, whichever that is, and what is seen first is not new. Runs look at the young as well, but not at the exempt.
   */
  seenFirst?: ReadonlySet<string>;
  isBelieved?: true;
  /** First run that judged the user, and the first one that judged it while a service was granted. */
  judgedAt?: Date;
  readonly judgedWith: Map<string, Date>;
  isExempt: boolean;
  releasedAt?: Date;
  /** Services that were open and granted at a run while others were denied: only a report that names one closes it. */
  readonly leftOpen: Set<string>;
  /** Since when services are denied, without a break. */
  readonly deniedSince: Map<string, Date>;
}

/** Where histories happen. */
export interface Town {
  readonly scene: DenyScene;
  readonly seen: Seen;
  /** Whether Access Advisor says of a denied service when it was tried. */
  readonly listsDenied: boolean;
  /** Whether those who are denied anything are denied what they are granted later. */
  readonly deniesNew: boolean;
}

/** Whether policies grant anything of a service. */
export function isGranted(grants: readonly Grant[], service: string): boolean {
  return grants.some(({ kind, services }) => {
    if (kind === 'everything') return true;
    return services.some((one) => one === service) !== (kind === 'all-but');
  });
}
