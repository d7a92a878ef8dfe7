import { coversAction, serviceOf } from './action-pattern';
import { globsMeet } from './glob';
import { canonical, type PolicyDocument, type Statement } from './policy-document';
import { SERVICE_PREFIXES } from './service-prefixes';

/** What a boundary lets through, ready to be compared with many others. */
export interface Reach {
  /** Patterns of actions that are allowed on everything. */
  readonly allowed: readonly string[];
  /** The same by the prefix of their service. */
  readonly allows: ReadonlyMap<string, readonly string[]>;
  /** Patterns of actions that are denied on everything. */
  readonly denies: readonly string[];
  /** Denies that depend on more than the action. */
  readonly narrow: readonly string[];
  /** Services that are let through whole. */
  readonly services: ReadonlySet<string>;
}

/** @returns undefined for a document that this project does not write */
export function reachOf({ Statement }: PolicyDocument): Reach | undefined {
  const [allowing, denying] = [Statement.filter(({ Effect }) => Effect === 'Allow'), Statement.filter(isDeny)];
  if (!allowing.every(isPlain)) return undefined;
  const allowed = allowing.flatMap(actionsOf);
  const allows = new Map<string, string[]>();
  for (const action of allowed) {
    allows.set(serviceOf(action), [...(allows.get(serviceOf(action)) ?? []), action]);
  }
  const denies = denying.filter(isPlain).flatMap(actionsOf);
  return {
    allowed,
    allows,
    denies,
    narrow: denying.filter((one) => !isPlain(one)).map(canonical),
    services: servicesOf(allows, denies),
  };
}

/** Whether a boundary lets through all that another one does. Never true where it is not so. */
export function isWithin(inner: Reach, outer: Reach): boolean {
  return (
    inner.allowed.every((action) => allowing(outer.allows, action)) &&
    outer.narrow.every((deny) => inner.narrow.includes(deny)) &&
    outer.denies.every(
      (deny) =>
        inner.denies.some((own) => coversAction(own, deny)) ||
        !inner.allowed.some((action) => globsMeet(action.toLowerCase(), deny.toLowerCase())),
    )
  );
}

/** Whether a boundary lets a service through whole, one that this project does not know among them. */
export function letsThrough({ allows, denies }: Reach, service: string): boolean {
  return allowing(allows, `${service}:*`) && !denies.some((deny) => deny.toLowerCase() === `${service}:*`);
}

/** Services that a wider boundary lets through whole and a narrower one does not, in the order of the alphabet. */
export function servicesBeyond(inner: Reach, outer: Reach): readonly string[] {
  return [...outer.services].filter((service) => !inner.services.has(service)).sort();
}

function allowing(allows: Reach['allows'], action: string): boolean {
  const covers = (one: string) => coversAction(one, action);
  return allows.get(serviceOf(action))?.some(covers) === true || allows.get('*')?.some(covers) === true;
}

function servicesOf(allows: Reach['allows'], denies: readonly string[]): ReadonlySet<string> {
  const denied = new Set(denies.map((one) => one.toLowerCase()));
  const candidates = allows.has('*') ? [...SERVICE_PREFIXES, ...allows.keys()] : [...allows.keys()];
  return new Set(
    candidates.filter((service) => service !== '*' && allowing(allows, `${service}:*`) && !denied.has(`${service}:*`)),
  );
}

const isDeny = ({ Effect }: Statement) => Effect === 'Deny';

const actionsOf = ({ Action = [] }: Statement): readonly string[] => [Action].flat();

const isPlain = ({ Action, Resource, Condition }: Statement) =>
  Action !== undefined && Resource === '*' && Condition === undefined;
