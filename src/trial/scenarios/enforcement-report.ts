import * as z from 'zod';
import { TIMES, type Enforced, type Enforcement } from './enforcement';
import { tableOf } from './table';

/** What the columns say that their heads cannot. */
export const ENFORCEMENT_LEGEND =
  'before, bounded, released: what the account answers at these times to the call of the principal';

/** Beginning of the names of the project's boundaries, as the table leaves it out. */
const OWN = 'policy/iam-guardrails/iam-guardrails-';

const document = z.object({
  Statement: z.array(
    z.object({ Sid: z.string(), Effect: z.string(), Action: z.union([z.string(), z.array(z.string())]) }),
  ),
});

/** A row per call. */
export function enforcementTableOf({ cases }: Enforcement): string {
  const head = ['principal', 'why: boundary', 'call', ...TIMES];
  const rows = cases.flatMap((one) =>
    one.probes.map(({ probe, answers }, index) => {
      const principal = index === 0 ? [nameOf(one.one.arn), outlookOf(one)] : ['', ''];
      return [...principal, probe.action, ...TIMES.map((time) => answers[time])];
    }),
  );
  return tableOf(head, rows);
}

/** Such as `used-some: 012345…`, or `left: exempt`. */
function outlookOf({ decision = 'none', boundaries: { bounded } }: Enforced): string {
  if (!decision.startsWith('bound')) return decision.replace(/^leave/, 'left');
  const name = policyOf(bounded).replace(/^boundary-(.{6}).*/, '$1…');
  return `${decision.replace(/^bound: /, '')}: ${name}`;
}

/** The boundary of the first principal at all times, and what it says. */
export function boundaryLinesOf({ cases: [first], text }: Enforcement): string {
  if (first === undefined) return '';
  const { one, boundaries } = first;
  const lines = TIMES.map((time) => `  ${`${time}:`.padEnd(10)} ${boundaries[time] ?? 'none'}`);
  return [`The boundary of ${nameOf(one.arn)}`, ...lines, ...statementLines(text)].join('\n');
}

/** Statements that allow by what they allow, the others by their names. */
function statementLines(text: string): readonly string[] {
  if (text === '') return [];
  const { Statement } = document.parse(JSON.parse(text));
  const of = (effect: string) => Statement.filter(({ Effect }) => Effect === effect);
  const actions = of('Allow').flatMap(({ Action }) => Action);
  const names = of('Deny').map(({ Sid }) => Sid);
  return [`  allows:    ${actions.join(', ')}`, `  denies:    ${names.join(', ')}`];
}

/** Says where somebody fared otherwise than they should; empty where they did not. */
export function enforcementDeviationsOf({ one, decision, boundaries, probes }: Enforced): readonly string[] {
  const isBound = one.decision.startsWith('bound');
  const { before, bounded, released } = boundaries;
  const hasOwn = bounded?.includes(OWN) === true;
  const said = (what: string, expected: string, observed: string) =>
    expected === observed ? [] : [`${one.arn}: ${what}\n  expected: ${expected}\n  observed: ${observed}`];
  return [
    ...said('decision', one.decision, decision ?? 'not in the summary'),
    ...said(
      'boundary',
      isBound ? 'one of the project' : policyOf(before),
      hasOwn ? 'one of the project' : policyOf(bounded),
    ),
    ...said('boundary after the release', policyOf(before), policyOf(released)),
    ...probes.flatMap(({ probe: { action, bounded: meanwhile }, answers }) =>
      said(action, ['allowed', meanwhile, 'allowed'].join(', '), TIMES.map((time) => answers[time]).join(', ')),
    ),
  ];
}

/** Such as `role orders-app`. */
const nameOf = (arn: string) => arn.replace(/^.*:(user|role)\/(?:.*\/)?([^/]+)$/, '$1 $2');

/** Such as `boundary-0123456789abcdef`. */
const policyOf = (arn: string | null) => arn?.replace(/^.*:policy\/(?:iam-guardrails\/iam-guardrails-)?/, '') ?? 'none';
