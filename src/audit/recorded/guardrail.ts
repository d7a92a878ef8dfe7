import type { Kinds, RecordedChange } from '../../domain/recorded-change/kinds';
import { baseOf } from '../contract';
import type { Pace } from '../pace/pace';
import type { BatchScope } from '../payloads/batch';
import type { EvidenceStore } from '../../aws/evidence-store';
import type { LeaseLedger } from '../../aws/ledger/leases';
import type { AuditRules } from '../rules';

/** A guardrail that decides of each principal by itself, and whose every change the ledger remembers. */
export interface RecordedGuardrail<C extends RecordedChange> {
  /** Name of the guardrail: folder, state machine, schedules, log field, metric dimension and folder in the bucket. */
  readonly guardrail: string;
  readonly kinds: Kinds<C>;
  /**
   * Reasons for which it leaves a principal that a person has to see to.
   *
   * @default - none
   */
  readonly toLookAt?: readonly string[];
  /**
   * Whether reports announce what it is going to change, so that how long something has stood in them is noted.
   *
   * @default - they do not
   */
  readonly announces?: true;
  readonly words: {
    /** What runs are about, as a mail's subject begins: `Access keys`. */
    readonly title: string;
    /**
     * What the guardrail does, in a sentence for somebody who has never heard of it.
     *
     * @default - the title says it
     */
    readonly does?: string;
    /** What a change does, to people: `access key AKIA… deactivated`. */
    readonly change: (change: C) => string;
    /**
     * How people are told of what a principal was granted after all such was taken from it.
     *
     * @default - in words that fit any guardrail
     */
    readonly grantedSince?: { readonly heading: string; readonly about: string };
    /**
     * How people are told of what is unused.
     *
     * @default - in words that fit any guardrail
     */
    readonly announced?: { readonly heading: string; readonly about: string };
    /**
     * Why a run that may change nothing changed nothing, and would not have to, in a sentence.
     *
     * @default - in words that fit a guardrail with a mode
     */
    readonly observing?: string;
    /**
     * Changes that no release undoes.
     *
     * @default - a release undoes them all
     */
    readonly undoneBy?: {
      /** How whatever the commands bring back is introduced, in a sentence without its end. */
      readonly about: string;
      /** The command that undoes a change; undefined for one that a release undoes, or nobody can. */
      readonly command: (change: C) => string | undefined;
    };
    /** What a release gives back, to people: `access key AKIA…, active again`. */
    readonly back: (change: C) => string;
  };
}

/** What every step of a run is given, wherever it runs. */
export interface RecordedPorts<R extends AuditRules = AuditRules> {
  readonly accountId: string;
  readonly rules: R;
  readonly store: EvidenceStore;
  /** Whose run may call IAM. */
  readonly leases: LeaseLedger;
  /** The date. */
  readonly now: () => Date;
  /** The pace of one invocation. @param endsAfterMs milliseconds after which no call is made any more. @default never */
  readonly pace: (callsPerSecond: number, endsAfterMs?: number) => Pace;
  /** Takes the lines of the log. */
  readonly log: (line: object) => void;
}

/** What the readers of the functions' inputs hold a run against. */
export function payloadScope(
  { guardrail }: Pick<RecordedGuardrail<never>, 'guardrail'>,
  { accountId, rules, now }: Pick<RecordedPorts, 'accountId' | 'rules' | 'now'>,
): BatchScope {
  const { iamCallsPerSecond } = rules.audit;
  return { accountId, base: baseOf(accountId, guardrail), now: now(), iamCallsPerSecond };
}
