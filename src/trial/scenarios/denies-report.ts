import { DENY_TIMES, type Denial, type Denied } from './denies';
import { tableOf } from './table';

/** What the columns say that their heads cannot. */
export const DENIES_LEGEND =
  'before, denied, released: what the account answers at these times to the call of the user';

/** A row per call. */
export function deniesTableOf({ cases }: Denial): string {
  const rows = cases.flatMap((denied) =>
    denied.one.probes.map(({ action }, call) => {
      const user = call === 0 ? [nameOf(denied.one.arn), outlookOf(denied)] : ['', ''];
      return [...user, action, ...DENY_TIMES.map((time) => denied.answers[call]?.[time] ?? '')];
    }),
  );
  return tableOf(['user', 'why: denied services', 'call', ...DENY_TIMES], rows);
}

/** Says where a user fared otherwise than it should; empty where it did not. */
export function denyDeviationsOf({ one, decision, services, answers }: Denied): readonly string[] {
  const said = (what: string, expected: string, observed: string) =>
    expected === observed ? [] : [`${one.arn}: ${what}\n  expected: ${expected}\n  observed: ${observed}`];
  return [
    ...said('decision', one.decision, decision ?? 'not in the summary'),
    ...said('denied services', one.services.join(', '), services.join(', ')),
    ...one.probes.flatMap(({ action, bounded: meanwhile }, call) =>
      said(
        action,
        ['allowed', meanwhile, 'allowed'].join(', '),
        DENY_TIMES.map((time) => answers[call]?.[time] ?? 'not asked').join(', '),
      ),
    ),
  ];
}

/** Such as `unused: sqs, ssm`, or `left: exempt`. */
function outlookOf({ decision = 'none', services }: Denied): string {
  if (!decision.startsWith('change')) return decision.replace(/^leave/, 'left');
  return `${decision.replace(/^change: /, '')}: ${services.join(', ')}`;
}

const nameOf = (arn: string) => arn.replace(/^.*\//, '');
