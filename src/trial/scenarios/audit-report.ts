import type { RecordedCall } from '../../embedded-account/calls';
import type { AuditCase, Audited, AuditExpected, AuditRow } from './audit';
import { tableOf } from './table';

const LONGEST = 52;

/** A row per principal. */
export function auditTableOf(cases: readonly AuditCase[], { rows }: Audited): string {
  const head = ['principal', 'may use', 'used', 'coverage', 'would get a boundary of'];
  const body = cases.map(({ arn }) => {
    const row = rows.get(arn);
    const coverage = row?.coveragePercent ?? undefined;
    return [
      nameOf(arn),
      row?.granted ?? '',
      row?.used ?? '',
      coverage === undefined ? '' : `${coverage} %`,
      row ? shortened(outlookOf(row)) : 'not in the summary',
    ];
  });
  return tableOf(head, body);
}

/** Such as `role orders-app`. */
const nameOf = (arn: string) => arn.replace(/^.*:(user|role|group)\/(?:.*\/)?([^/]+)$/, '$1 $2');

/** How many calls of each API of IAM the functions made, the most frequent first. */
export function callsTableOf(calls: readonly RecordedCall[]): string {
  const own = calls.filter(({ service, functionName }) => service === 'iam' && functionName !== undefined);
  const counts = new Map<string, number>();
  for (const { action } of own) counts.set(action, (counts.get(action) ?? 0) + 1);
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([action, count]) => `  ${String(count).padStart(3)}  ${action}`)
    .join('\n');
}

/** Says where the audit went otherwise than it should; empty where it did not. */
export function auditDeviationsOf({ arn, expected }: AuditCase, { rows }: Audited): string[] {
  const row = rows.get(arn);
  const observed = row ? words(observedOf(row)) : 'not in the summary';
  return observed === words(expected) ? [] : [`${arn}\n  expected: ${words(expected)}\n  observed: ${observed}`];
}

function outlookOf({ decision, wouldChange }: AuditRow): string {
  if (decision.kind === 'bound') return wouldChange.replace(/^boundary of /, '');
  return decision.kind === 'report' ? 'none: groups have no boundary' : `left: ${decision.reason}`;
}

const shortened = (text: string) => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 2)} …`);

const observedOf = ({ decision, granted, used, tags }: AuditRow): AuditExpected => ({
  decision: `${decision.kind}: ${decision.reason}`,
  ...(granted !== null && used !== null && { counts: [granted, used] }),
  tags: tags.kind === 'written' ? 'written' : 'left',
});

const words = ({ decision, counts, tags }: AuditExpected) =>
  `${decision}; ${counts ? `${counts[1]} of ${counts[0]} services used` : 'not asked'}; tags ${tags}`;
