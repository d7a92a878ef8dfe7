/** One attempt to do something; Access Advisor counts refused ones too. */
export interface Use {
  /** ARN of the user or role. */
  readonly arn: string;
  /** Such as `s3:GetObject`. */
  readonly action: string;
  readonly at: Date;
  /**
   * What a user did it with: `password`, or the id of an access key.
   * @default the user's first access key; the password of a user who has none
   */
  readonly credential?: string;
  /**
   * ARN of what it was done to.
   * @default something that the identity policies allow it on, where they allow it at all
   */
  readonly resource?: string;
  /**
   * Condition keys of the request, beside those that follow from who asked and when.
   * @default none
   */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** A span of time, both ends included. */
interface Period {
  readonly from: Date;
  readonly to: Date;
}

const DAY_MS = 86_400_000;
/** AWS promises at least this long; what is older is forgotten. */
const TRACKING_DAYS = 400;

/** What everybody really did. IAM's answers about use are derived from this, never the other way round. */
export class UsageHistory {
  readonly all: Use[] = [];
  private readonly byArn = new Map<string, Use[]>();
  private readonly byService = new Map<string, Map<string, Date[]>>();

  /** @param reportingLagMs how long a use takes to show */
  constructor(readonly reportingLagMs: number) {}

  add(use: Use): void {
    this.all.push(use);
    const own = this.byArn.get(use.arn) ?? [];
    this.byArn.set(use.arn, own);
    own.push(use);
    const services = this.byService.get(use.arn) ?? new Map<string, Date[]>();
    this.byService.set(use.arn, services);
    const namespace = namespaceOf(use.action);
    const instants = services.get(namespace) ?? [];
    services.set(namespace, instants);
    instants.push(use.at);
  }

  /** Everything one principal did, in the order of the notes. */
  of(arn: string): readonly Use[] {
    return this.byArn.get(arn) ?? [];
  }

  /** When the principal last used a service, as far as AWS knows it at this instant. */
  lastUse(arn: string, namespace: string, now: Date): Date | undefined {
    return latestWithin(this.byService.get(arn)?.get(namespace) ?? [], this.tracked(now));
  }

  /** When the principal last used anything. */
  lastUseOfAny(arn: string, now: Date): Date | undefined {
    return latestWithin([...(this.byService.get(arn)?.values() ?? [])].flat(), this.tracked(now));
  }

  private tracked(now: Date): Period {
    const instant = now.getTime();
    return { from: new Date(instant - TRACKING_DAYS * DAY_MS), to: new Date(instant - this.reportingLagMs) };
  }
}

/** Such as `s3`. */
export function namespaceOf(action: string): string {
  const [, namespace] = /^([a-z0-9-]+):[A-Za-z0-9]+$/.exec(action) ?? [];
  if (namespace === undefined) throw new Error(`an action reads like s3:GetObject, not ${action}`);
  return namespace;
}

const latestWithin = (instants: readonly Date[], { from, to }: Period): Date | undefined =>
  instants
    .filter((at) => at >= from && at <= to)
    .reduce<Date | undefined>((latest, at) => (latest && latest >= at ? latest : at), undefined);
