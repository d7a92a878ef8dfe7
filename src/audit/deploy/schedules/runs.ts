import type { Mode } from '../../../domain/mode';
import type { AuditSchedule } from './construct';

/** When the runs of a guardrail begin: schedules of EventBridge. */
export interface Rhythms {
  readonly audit: string;
  readonly change: string;
  /** When a run goes on with what an earlier one left. */
  readonly upkeep: string;
}

/** What each kind of run does, shown in the AWS console. */
export interface RunWords {
  readonly audit: string;
  readonly change: string;
  readonly upkeep: string;
}

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

/** What starts a run, and when. Only a guardrail that enforces has changes to go on with, and preconditions. */
export function scheduledRuns({ guardrail, mode, rhythms, words, preconditions }: Scheduled): readonly AuditSchedule[] {
  const enforces = mode === 'enforce';
  const runOf = (purpose: keyof RunWords) => ({
    id: purpose,
    description: words[purpose],
    expression: rhythms[purpose],
    input: { purpose },
  });
  return [
    { ...runOf('audit'), name: guardrail, input: AUDIT_INPUT },
    { ...runOf('change'), name: `${guardrail}-change`, ...(enforces && { preconditions }) },
    ...(enforces ? [{ ...runOf('upkeep'), name: `${guardrail}-upkeep` }] : []),
  ];
}
