import type { OwnPolicies } from '../../../domain/policy/own-policies';
import { releaseCommand, type ReleasePlace as Place } from '../../../domain/commands/release';
import type { Row } from '../run-summary';
import { PERMISSIONS_BOUNDARY } from '../contract';

/** How a person gives somebody back what a boundary took. */
export interface ReleasePlace extends Place {
  /** File or URL of the runbook. */
  readonly runbook: string;
  /** Tells a boundary of the project from one that is adopted. */
  readonly own: OwnPolicies;
}

/** The command that gives one principal back what stood before, or how to do it without one. */
export function boundaryReleaseCommand(row: Pick<Row, 'arn' | 'id'>, place: ReleasePlace): string {
  return releaseCommand(row, place, PERMISSIONS_BOUNDARY);
}
