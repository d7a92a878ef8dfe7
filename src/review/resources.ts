import { canonical } from '../domain/policy/policy-document';
import type { Kind } from './kinds/kinds';
import { KINDS } from './kinds/kinds';
import type { ResourceChange, Values } from './plan';

/** Attributes that say which code a function has, and what follows from that. */
const CODE = ['filename', 'source_code_hash', 'code_sha256', 'source_code_size', 'last_modified', 'version'];
const OF_VERSION = ['qualified_arn', 'qualified_invoke_arn'];

/** What is weaker, by resource. */
interface WeakerResource {
  readonly address: string;
  readonly says: readonly string[];
}

/** What becomes of the resources, sorted by what whoever reads the plan has to think of. */
export interface ResourceReview {
  readonly weaker: readonly WeakerResource[];
  /** Of which nothing changes but its code. */
  readonly code: readonly string[];
  readonly made: readonly string[];
  readonly deleted: readonly string[];
  /** With the attributes that change. */
  readonly changed: readonly string[];
}

/** @param released ARNs that the settings name no more */
export function reviewResources(changes: readonly ResourceChange[], released: readonly string[]): ResourceReview {
  const weaker = changes.flatMap((change) => {
    const says = weakenings(change, KINDS[change.type] ?? {}, { changes, released });
    return says.length > 0 ? [{ address: change.address, says }] : [];
  });
  const changed = changes.filter(({ before, now }) => before !== undefined && now !== undefined);
  const [code, others] = [changed.filter(isCode), changed.filter((change) => !isCode(change))];
  return {
    weaker,
    code: code.map(({ address }) => address),
    made: changes.filter(({ before }) => before === undefined).map(({ address }) => address),
    deleted: changes.filter(({ now }) => now === undefined).map(({ address }) => address),
    changed: others.map(({ address, before = {}, now = {} }) => `${address}: ${attributes(before, now).join(', ')}`),
  };
}

function weakenings(
  { address, type, before, now, replaced }: ResourceChange,
  { gone, holds, judge }: Kind,
  { changes, released }: { readonly changes: readonly ResourceChange[]; readonly released: readonly string[] },
): readonly string[] {
  if (before === undefined) return [];
  if (now !== undefined) {
    const lost = replaced && holds !== undefined ? ['it is deleted and made anew: what it holds is lost'] : [];
    return [...lost, ...(judge?.(before, now, released) ?? [])];
  }
  const successor = changes.find((one) => one.address !== address && one.type === type && isNamed(one, before));
  if (successor?.now !== undefined) return judge?.(before, successor.now, released) ?? [];
  return gone === undefined ? [] : [`it is deleted: ${gone}`];
}

/** Whether another one of the same name is made: the code calls it differently. */
function isNamed(
  { before, now }: ResourceChange,
  { name, function_name: functionName, alarm_name: alarm }: Values,
): boolean {
  if (before !== undefined || now === undefined) return false;
  const named = name ?? functionName ?? alarm;
  return named !== undefined && [now['name'], now['function_name'], now['alarm_name']].includes(named);
}

const isCode = ({ type, before = {}, now = {} }: ResourceChange) =>
  type === 'aws_lambda_function' &&
  attributes(before, now).every((attribute) => [...CODE, ...OF_VERSION].includes(attribute));

/** Attributes that differ; what is not known before the apply is not there yet. */
function attributes(before: Values, now: Values): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...keys].filter((key) => canonical(before[key] ?? null) !== canonical(now[key] ?? null)).sort();
}
