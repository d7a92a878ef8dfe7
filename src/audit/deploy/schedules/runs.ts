import type { Mode } from '../../../domain/mode';
import type { AuditSchedule } from './construct';

/** When the runs of a guardrail begin: schedules of EventBridge. */
export interface Rhythms {
  /** @default - only runs that may change look at the account */
  readonly audit?: string;
  readonly change: string;
  /**
   * When a run goes on with what an earlier one left.
   *
   * @default - the next run that may change does
   */
  readonly upkeep?: string;
}

/** What each kind of run does, shown in the AWS console. */
export type RunWords = Readonly<Partial<Record<keyof Rhythms, string>>>;

/** What a state machine is started with to audit. */
export const AUDIT_INPUT = { purpose: 'audit' } as const;

/** What a guardrail's schedules are made of. */
export interface Scheduled {
  readonly guardrail: string;
  readonly mode: Mode;
  readonly rhythms: Rhythms;
  readonly words: RunWords;
  /** What must be true before anybody is changed. */
  readonly preconditions: AuditSchedule['preconditions'];
}

/**
 * What starts a run, and when. Only a guardrail that enforces has changes to go on with, and preconditions.
 *
 * @throws Error for a rhythm without words
 */
export function scheduledRuns({ guardrail, mode, rhythms, words, preconditions }: Scheduled): readonly AuditSchedule[] {
  const enforces = mode === 'enforce';
  const runOf = (purpose: keyof Rhythms, more: Pick<AuditSchedule, 'name'> & Partial<AuditSchedule>) => {
    const [description, expression] = [words[purpose], rhythms[purpose]];
    if (expression === undefined) return [];
    if (description === undefined) throw new Error(`${guardrail}: nothing says what a run of purpose ${purpose} does`);
    return [{ id: purpose, description, expression, input: { purpose }, ...more }];
  };
  return [
    ...runOf('audit', { name: guardrail, input: AUDIT_INPUT }),
    ...runOf('change', { name: `${guardrail}-change`, ...(enforces && { preconditions }) }),
    ...(enforces ? runOf('upkeep', { name: `${guardrail}-upkeep` }) : []),
  ];
}
