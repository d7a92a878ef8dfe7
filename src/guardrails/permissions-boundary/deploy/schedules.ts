import type { Mode } from '../../../domain/mode';
import type { AuditSchedule } from '../../../audit/deploy/schedules/construct';
import type { Precondition } from '../../../constructs/event-trigger';
import { CHANGE_SCHEDULE, INPUTS, PERMISSIONS_BOUNDARY, UPKEEP_EVERY_DAY, UPKEEP_SCHEDULE } from '../contract';

/** When audits run, and when boundaries change. */
export interface Rhythms {
  readonly audit: string;
  readonly change: string;
}

/** What starts a run, and when. @param preconditions what must be true before anybody is bounded */
export function scheduledRuns(
  mode: Mode,
  schedules: Rhythms,
  preconditions: readonly Precondition[],
): readonly AuditSchedule[] {
  const enforces = mode === 'enforce';
  return [
    {
      id: 'audit',
      name: PERMISSIONS_BOUNDARY,
      description: 'Audits who uses what, and tags it',
      expression: schedules.audit,
      input: INPUTS.audit,
    },
    {
      id: 'change',
      name: CHANGE_SCHEDULE,
      description: `Audits who uses what, and ${enforces ? 'puts' : 'reports'} the boundaries that ${enforces ? '' : 'would '}change`,
      expression: schedules.change,
      input: INPUTS.change,
      preconditions: enforces ? preconditions : undefined,
    },
    ...(enforces ? [UPKEEP] : []),
  ];
}

const UPKEEP: AuditSchedule = {
  id: 'upkeep',
  name: UPKEEP_SCHEDULE,
  description: 'Goes on with the changes that a run left, and gives back what is granted or found used since',
  expression: UPKEEP_EVERY_DAY,
  input: INPUTS.upkeep,
};
