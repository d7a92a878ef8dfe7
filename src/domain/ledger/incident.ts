import { EVENT_DRIVEN } from '../../guardrails/catalogue/names';
import type { Change } from '../change/change';

/** The time from the revocation of a principal to its release: people are told once in it. */
export interface Incident {
  readonly accountId: string;
  /** Unique id of the principal: names can be used again. */
  readonly principalId: string;
  readonly principalArn: string;
  /** Counts the incidents of a principal from 1. */
  readonly number: number;
  readonly openedAt: Date;
  /**
   * When the call was made that led to it.
   *
   * @default nobody wrote it down: incidents of an earlier version
   */
  readonly madeAt?: Date;
  /**
   * What was called then, in words.
   *
   * @default nobody wrote it down: incidents of an earlier version, or that no call led to
   */
  readonly called?: string;
  readonly closedAt?: Date;
  /** What stands against the principal because of it, oldest first. */
  readonly changes: readonly Change[];
}

/** Name of the principal when the incident began: it may have another by now. */
export const nameThen = ({ principalArn }: Pick<Incident, 'principalArn'>): string =>
  principalArn.split('/').at(-1) ?? '';

/** What a judgement means for the incidents of its principal. */
export type Step =
  | { readonly kind: 'none' }
  | { readonly kind: 'open'; readonly number: number }
  | { readonly kind: 'join'; readonly incident: Incident }
  | { readonly kind: 'escalate'; readonly incident: Incident };

/** What became of a step: people are told of an incident once, of each escalation, and of a release by an admin's hand. */
export type Joined =
  | { readonly kind: 'none' }
  | { readonly kind: 'opened' | 'join' | 'escalate' | 'released'; readonly incident: Incident };

/** How a judgement found its principal, as far as denies go. */
export type DenyState =
  /** Without a deny. */
  | 'free'
  /** Taking its deny away by the very call that is judged. */
  | 'escaping'
  /** With a deny that stands. */
  | 'denied';

/**
 * Between two of AWS's clocks. CloudTrail's times are whole seconds, cut off and not rounded: a call was made in the
 * second that begins with its time.
 */
const SKEW_MS = 1_000;

/**
 * Whether a call was made when the incident had begun, and not perhaps before.
 *
 * Events may arrive late and twice. Only a call that is certainly later than the incident can have ended it: one of
 * about the same time leaves it open, and a release ends it then.
 */
export function isAfterOpening(madeAt: Date, { openedAt }: Incident): boolean {
  return madeAt.getTime() - openedAt.getTime() >= SKEW_MS;
}

/** Readings of IAM lag by some seconds, and deliveries of one burst by less than this. */
const SETTLED_MS = 60_000;

/** When a call is judged, and when CloudTrail says that it was made. */
export interface Times {
  readonly now: Date;
  readonly madeAt: Date;
}

/**
 * Places a judgement among the incidents of its principal.
 *
 * A principal found free long after its incident began lost its deny by a hand that nobody saw: an escalation.
 * One found denied right after its release was read too early, and its incident stays closed.
 */
export function stepOf(latest: Incident | undefined, found: DenyState, { now, madeAt }: Times): Step {
  if (latest === undefined) return { kind: 'open', number: 1 };
  if (latest.closedAt !== undefined) {
    const readTooEarly = found === 'denied' && now.getTime() - latest.closedAt.getTime() < SETTLED_MS;
    return readTooEarly ? { kind: 'none' } : { kind: 'open', number: latest.number + 1 };
  }
  // An escape of an earlier incident, whose event arrives late or again, is none from this one; in doubt it is.
  const isEarlier = latest.openedAt.getTime() - madeAt.getTime() >= SETTLED_MS;
  if (found === 'escaping' && !isEarlier) return { kind: 'escalate', incident: latest };
  const settled = now.getTime() - latest.openedAt.getTime() >= SETTLED_MS;
  return found === 'free' && settled ? { kind: 'escalate', incident: latest } : { kind: 'join', incident: latest };
}

/** Why a scheduled guardrail leaves a principal, in the word that decisions give. */
export const OPEN_INCIDENT = 'open-incident';

/** Guardrails that open incidents: those that answer events. */
export const OPENING_INCIDENTS: readonly string[] = EVENT_DRIVEN;

/** Why a scheduled guardrail changes nothing of a principal: whoever looks into an incident must find what it left. */
export function heldByIncident(latest: Pick<Incident, 'closedAt'> | undefined, guardrail: string): string | undefined {
  return latest !== undefined && latest.closedAt === undefined
    ? `the ${guardrail} has an open incident about it`
    : undefined;
}
