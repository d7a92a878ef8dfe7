import { UnsupportedPolicyError } from './conditions';
import type { PolicyStatement } from './statement';

/** Who asks, by all that a resource policy can name them by. */
export interface Requester {
  readonly accountId: string;
  /** ARN and unique id of the user, or ARN of the session, who makes the request. */
  readonly own: readonly string[];
  /**
   * ARN and unique id of what the session comes from: the role, or the user who federated.
   *
   * @default none: the request is made without a session
   */
  readonly issuer?: readonly string[];
}

/** How close a statement comes to the one who asks. */
export type Naming = 'everybody' | 'itself' | 'issuer' | 'account';

/** From the closest on: what is granted to everybody is granted to the session itself. */
const CLOSEST_FIRST: readonly Naming[] = ['itself', 'everybody', 'issuer', 'account'];

/**
 * How a statement of a resource policy names who asks.
 *
 * @param isBounded whether a permissions boundary stands: a deny with `NotPrincipal` hits whoever has one (IAM user guide,
 * "AWS JSON policy elements: NotPrincipal")
 * @returns undefined where it does not name them
 * @throws UnsupportedPolicyError for a principal that the account does not understand
 */
export function namingOf(
  { Effect, Principal, NotPrincipal }: PolicyStatement,
  who: Requester,
  isBounded: boolean,
): Naming | undefined {
  if (NotPrincipal !== undefined) {
    // Whom an Allow leaves out may be let in otherwise; AWS advises against it, and here it is not known.
    if (Effect === 'Allow') throw new UnsupportedPolicyError('Allow with NotPrincipal is not known here');
    return isBounded || closest(NotPrincipal, who) === undefined ? 'everybody' : undefined;
  }
  return closest(Principal, who);
}

function closest(principal: unknown, who: Requester): Naming | undefined {
  const namings = namedIn(principal).flatMap((name) => namingBy(name, who) ?? []);
  return CLOSEST_FIRST.find((one) => namings.includes(one));
}

/** AWS principals that are named; services and providers of identities are none. */
function namedIn(principal: unknown): readonly string[] {
  if (principal === '*') return ['*'];
  if (typeof principal !== 'object' || principal === null) {
    throw new UnsupportedPolicyError(`the principal ${JSON.stringify(principal)} is not known here`);
  }
  return Object.entries(principal).flatMap(([kind, values]: [string, unknown]) =>
    kind === 'AWS' ? [values].flat().map(String) : [],
  );
}

function namingBy(name: string, { accountId, own, issuer = [] }: Requester): Naming | undefined {
  if (name === '*') return 'everybody';
  if (own.includes(name)) return 'itself';
  if (issuer.includes(name)) return 'issuer';
  return name === accountId || name === `arn:aws:iam::${accountId}:root` ? 'account' : undefined;
}
