import { CLEANUP_TIMES, type Cleaned, type Cleanup } from './cleanup';
import { tableOf } from './table';

/** What the columns say that their heads cannot. */
export const CLEANUP_LEGEND =
  'warned: after the second report; due: after the third; released: after the users were released';

/** A row per access key, and per role. */
export function cleanupTableOf({ cases }: Cleanup): string {
  const rows = cases.map(({ one, announced, due, statuses }) => [
    nameOf(one.arn),
    one.key?.called ?? '',
    ...[outlookOf(announced), outlookOf(due)],
    ...CLEANUP_TIMES.map((time) => statuses[time] ?? ''),
  ]);
  return tableOf(['principal', 'access key', 'second report', 'third report', ...CLEANUP_TIMES], rows);
}

/** Says where somebody or a key fared otherwise than it should; empty where it did not. */
export function cleanupDeviationsOf({ one, announced, due, statuses }: Cleaned): readonly string[] {
  const said = (what: string, expected: string, observed = 'not in the summary') =>
    expected === observed ? [] : [`${one.arn}: ${what}\n  expected: ${expected}\n  observed: ${observed}`];
  const { key, loses } = one;
  const observed = CLEANUP_TIMES.map((time) => statuses[time] ?? 'no such key').join(', ');
  return [
    ...said('second report', one.announced, announced),
    ...said('third report', one.due, due),
    ...(key ? said(`access key ${key.id}`, `Active, ${loses ? 'Inactive' : 'Active'}, Active`, observed) : []),
  ];
}

/** Such as `countdown`, or `left: in-use`. */
const outlookOf = (decision = 'none') =>
  decision.startsWith('leave') ? decision.replace(/^leave/, 'left') : decision.replace(/:.*$/, '');

/** Such as `role orders-app`. */
const nameOf = (arn: string) => arn.replace(/^.*:(user|role)\/(?:.*\/)?([^/]+)$/, '$1 $2');
