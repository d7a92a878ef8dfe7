import Table from 'cli-table3';
import type { Observed } from './run';
import type { Expected, Scenario } from './scenario';

/** A scenario and what became of it. */
export interface Played {
  readonly scenario: Scenario;
  readonly observed: Observed;
}

/** What the columns count that their heads cannot say. */
export const LEGEND = `\
round trips: to IAM, one after the other, up to the call that denies; all of them where nobody is denied
deny after: from the start of the caller's call to the answer of the call that denies`;

/** One line per scenario, within 120 columns. */
export function tableOf(played: readonly Played[]): string {
  const head = ['caller', 'call', 'verdict: why', 'round trips', 'deny after', 'notices'];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const { scenario, observed } of played) {
    const after = observed.denyAfterMs === undefined ? '' : `${Math.round(observed.denyAfterMs)} ms`;
    table.push([scenario.caller, scenario.call, observed.verdict, observed.roundTrips, after, observed.notices]);
  }
  return table.toString();
}

/** Says where a scenario went otherwise than it should; empty where it did not. */
export function deviationsOf({ scenario: { caller, call, expected }, observed }: Played): string[] {
  const said = [words(expected), words(observed)] as const;
  return said[0] === said[1] ? [] : [`${caller}: ${call}\n  expected: ${said[0]}\n  observed: ${said[1]}`];
}

function words({ verdict, roundTrips, deniedBy, notices }: Expected): string {
  return `${verdict}; round trips: ${roundTrips}; denied by ${deniedBy}; notices: ${notices}`;
}
