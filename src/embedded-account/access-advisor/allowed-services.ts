import type { ParsedPolicy, PolicyStatement } from '../policy/statement';

/** Which services there are, and how a denied one is treated, which AWS does not document. */
export interface ListingRules {
  /** Prefixes of the services that have IAM actions, in order. */
  readonly services: readonly string[];

  /** Whether a service that a statement denies without any condition is left out. */
  readonly leavesDeniedOut: boolean;
}

/**
 * The services that identity policies allow today, in order.
 *
 * A service counts as allowed as soon as one of its actions may be, on any resource and under any condition. Boundaries,
 * resource policies, session and trust policies do not count.
 */
export function allowedServices(
  policies: readonly ParsedPolicy[],
  { services, leavesDeniedOut }: ListingRules,
): string[] {
  const statements = policies.flatMap(({ Statement }) => Statement);
  const allows = statements.filter(({ Effect }) => Effect === 'Allow');
  const denies = leavesDeniedOut ? statements.filter(isUnconditionalDeny) : [];
  return services.filter(
    (prefix) => allows.some((one) => touches(one, prefix)) && !denies.some((one) => coversAll(one, prefix)),
  );
}

const isUnconditionalDeny = ({ Effect, Resource, Condition }: PolicyStatement) =>
  Effect === 'Deny' && Resource?.includes('*') === true && Object.keys(Condition).length === 0;

/** Whether the statement speaks of at least one action of the service. */
function touches({ Action, NotAction = [] }: PolicyStatement, prefix: string): boolean {
  if (Action) return read(Action).some(prefix);
  return !read(NotAction).all(prefix);
}

/** Whether the statement speaks of every action of the service. */
function coversAll({ Action, NotAction = [] }: PolicyStatement, prefix: string): boolean {
  if (Action) return read(Action).all(prefix);
  return !read(NotAction).some(prefix);
}

/** What a list of action patterns says of a service: some of its actions, or all of them. */
interface Reading {
  readonly some: (prefix: string) => boolean;
  readonly all: (prefix: string) => boolean;
}

/** An administrator's list of 450 services would otherwise be read once for each of 450 prefixes. */
const readings = new WeakMap<readonly string[], Reading>();

function read(patterns: readonly string[]): Reading {
  const known = readings.get(patterns);
  if (known) return known;
  const reading = { some: among(patterns), all: among(patterns.filter((pattern) => /^\*$|:\*+$/.test(pattern))) };
  readings.set(patterns, reading);
  return reading;
}

function among(patterns: readonly string[]): (prefix: string) => boolean {
  const services = patterns.map((pattern) => (pattern === '*' ? '*' : (pattern.toLowerCase().split(':')[0] ?? '')));
  const exact = new Set(services.filter((service) => !/[*?]/.test(service)));
  const wild = services
    .filter((service) => /[*?]/.test(service))
    .map((service) => service.replace(/[*?]|[^*?]+/g, (part) => ({ '*': '.*', '?': '.' })[part] ?? part))
    .map((text) => new RegExp(`^${text}$`));
  return (prefix) => exact.has(prefix) || wild.some((one) => one.test(prefix));
}
