import type { ParsedPolicy, PolicyStatement } from '../policy/statement';
import { SERVICE_PREFIXES } from './service-prefixes';

/** How a denied service is treated; AWS documents neither. */
export interface ListingRules {
  /** Whether a service that a statement denies without any condition is left out. */
  readonly leavesDeniedOut: boolean;
}

/**
 * The services that identity policies allow today, in order.
 *
 * A service counts as allowed as soon as one of its actions may be, on any resource and under any condition. Boundaries,
 * resource policies, session and trust policies do not count.
 */
export function allowedServices(policies: readonly ParsedPolicy[], { leavesDeniedOut }: ListingRules): string[] {
  const statements = policies.flatMap(({ Statement }) => Statement);
  const allows = statements.filter(({ Effect }) => Effect === 'Allow');
  const denies = leavesDeniedOut ? statements.filter(isUnconditionalDeny) : [];
  return SERVICE_PREFIXES.filter(
    (prefix) => allows.some((one) => touches(one, prefix)) && !denies.some((one) => coversAll(one, prefix)),
  );
}

const isUnconditionalDeny = ({ Effect, Resource, Condition }: PolicyStatement) =>
  Effect === 'Deny' && Resource?.includes('*') === true && Object.keys(Condition).length === 0;

/** Whether the statement speaks of at least one action of the service. */
function touches({ Action, NotAction = [] }: PolicyStatement, prefix: string): boolean {
  if (Action) return Action.some((pattern) => speaksOf(pattern, prefix));
  return !NotAction.some((pattern) => isWhole(pattern, prefix));
}

/** Whether the statement speaks of every action of the service. */
function coversAll({ Action, NotAction = [] }: PolicyStatement, prefix: string): boolean {
  if (Action) return Action.some((pattern) => isWhole(pattern, prefix));
  return !NotAction.some((pattern) => speaksOf(pattern, prefix));
}

const isWhole = (pattern: string, prefix: string) =>
  pattern === '*' || (/:\*+$/.test(pattern) && speaksOf(pattern, prefix));

function speaksOf(pattern: string, prefix: string): boolean {
  if (pattern === '*') return true;
  const [service = ''] = pattern.toLowerCase().split(':');
  if (!/[*?]/.test(service)) return service === prefix;
  const text = service.replace(/[*?]|[^*?]+/g, (part) => ({ '*': '.*', '?': '.' })[part] ?? part);
  return new RegExp(`^${text}$`).test(prefix);
}
