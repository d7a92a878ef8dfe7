import type { Observed } from './run';
import type { Expected, Scenario } from './scenario';
import { tableOf } from './table';

/** A scenario and what became of it. */
export interface Played {
  readonly scenario: Scenario;
  readonly observed: Observed;
}

/** What the columns count that their heads cannot say. */
export const LEGEND = `\
trips: round trips to IAM, one after the other, up to the call that denies, or all of them
after: from the start of the caller's call to the answer of the call that denies`;

/** A row per scenario. */
export function scenarioTableOf(played: readonly Played[]): string {
  const head = ['caller', 'call', 'verdict: why', 'trips', 'after', 'mails'];
  const rows = played.map(({ scenario: { caller, call }, observed: { verdict, roundTrips, denyAfterMs, notices } }) => {
    const after = denyAfterMs === undefined ? '' : `${Math.round(denyAfterMs)} ms`;
    return [caller, call, verdict, roundTrips, after, notices];
  });
  return tableOf(head, rows);
}

/** Says where a scenario went otherwise than it should; empty where it did not. */
export function deviationsOf({ scenario: { caller, call, expected }, observed }: Played): string[] {
  const said = [words(expected), words(observed)] as const;
  return said[0] === said[1] ? [] : [`${caller}: ${call}\n  expected: ${said[0]}\n  observed: ${said[1]}`];
}

function words({ verdict, roundTrips, deniedBy, notices }: Expected): string {
  return `${verdict}; round trips: ${roundTrips}; denied by ${deniedBy}; notices: ${notices}`;
}
