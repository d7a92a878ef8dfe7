import { coversAction, serviceOf } from '../policy/action-pattern';
import { globsMeet } from '../policy/glob';
import { canonical, type PolicyDocument, type Statement } from '../policy/policy-document';
import { SERVICE_PREFIXES } from '../policy/service-prefixes';

/** What a boundary lets through, ready to be compared with many others. */
export interface Reach {
  /** Patterns of actions that are allowed on everything. */
  readonly allowed: readonly string[];
  /** The same by the prefix of their service. */
  readonly allows: ReadonlyMap<string, readonly string[]>;
  /** Patterns of actions beside which everything is allowed on everything; absent where not everything is. */
  readonly allBut?: readonly string[];
  /** Allows that depend on more than the action. */
  readonly narrowAllows: readonly { readonly actions: readonly string[]; readonly text: string }[];
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
  if (!allowing.every(isReadable)) return undefined;
  const plain = allowing.filter(isPlain).flatMap(actionsOf);
  const allButs = [
    ...allowing.flatMap(({ NotAction }) => (NotAction === undefined ? [] : [[NotAction].flat()])),
    ...(plain.includes('*') ? [[]] : []),
  ];
  if (allButs.length > 1) return undefined;
  const [allBut] = allButs;
  const allowed = plain.filter((action) => action !== '*');
  const allows = new Map<string, string[]>();
  for (const action of allowed) {
    allows.set(serviceOf(action), [...(allows.get(serviceOf(action)) ?? []), action]);
  }
  const denies = denying.filter(isPlain).flatMap(actionsOf);
  const open = { allows, ...(allBut && { allBut }) };
  return {
    ...{ allowed, ...open, denies },
    narrowAllows: allowing.filter(isNarrow).map((one) => ({ actions: actionsOf(one), text: canonical(one) })),
    narrow: denying.filter((one) => !isPlain(one)).map(canonical),
    services: servicesOf(open, denies),
  };
}

/** Whether a boundary lets through all that another one does. Never true where it is not so. */
export function isWithin(inner: Reach, outer: Reach): boolean {
  return (
    inner.allowed.every((action) => allowing(outer, action)) &&
    isAllWithin(inner, outer) &&
    inner.narrowAllows.every(({ actions, text }) => {
      return outer.narrowAllows.some((one) => one.text === text) || actions.every((action) => allowing(outer, action));
    }) &&
    outer.narrow.every((deny) => inner.narrow.includes(deny)) &&
    outer.denies.every((deny) => inner.denies.some((own) => coversAction(own, deny)) || !reaches(inner, deny))
  );
}

/** Whether what is left out of everything is no loss. */
function isAllWithin(inner: Reach, outer: Reach): boolean {
  if (inner.allBut === undefined) return true;
  const without = [...inner.allBut, ...inner.denies];
  return (
    outer.allBut?.every((action) => without.some((own) => coversAction(own, action)) || allowing(outer, action)) ===
    true
  );
}

/** Whether a boundary may allow an action that a pattern means, before any deny. */
function reaches({ allowed, allBut, narrowAllows }: Reach, pattern: string): boolean {
  if (allBut !== undefined && !allBut.some((one) => coversAction(one, pattern))) return true;
  const named = [...allowed, ...narrowAllows.flatMap(({ actions }) => actions)];
  return named.some((action) => globsMeet(action.toLowerCase(), pattern.toLowerCase()));
}

/** Whether a boundary lets a service through whole, one that this project does not know among them. */
export function letsThrough(reach: Reach, service: string): boolean {
  return allowing(reach, `${service}:*`) && !reach.denies.some((deny) => deny.toLowerCase() === `${service}:*`);
}

/** Services that a wider boundary lets through whole and a narrower one does not, in the order of the alphabet. */
export function servicesBeyond(inner: Reach, outer: Reach): readonly string[] {
  return [...outer.services].filter((service) => !inner.services.has(service)).sort();
}

/** Whether every action that a pattern means is allowed on everything, before any deny. */
function allowing({ allows, allBut }: Pick<Reach, 'allows' | 'allBut'>, action: string): boolean {
  const covers = (one: string) => coversAction(one, action);
  if (allows.get(serviceOf(action))?.some(covers) === true || allows.get('*')?.some(covers) === true) return true;
  return allBut?.some((one) => globsMeet(one.toLowerCase(), action.toLowerCase())) === false;
}

function servicesOf(open: Pick<Reach, 'allows' | 'allBut'>, denies: readonly string[]): ReadonlySet<string> {
  const denied = new Set(denies.map((one) => one.toLowerCase()));
  const isWide = open.allBut !== undefined || open.allows.has('*');
  const candidates = isWide ? [...SERVICE_PREFIXES, ...open.allows.keys()] : [...open.allows.keys()];
  return new Set(
    candidates.filter((service) => service !== '*' && allowing(open, `${service}:*`) && !denied.has(`${service}:*`)),
  );
}

const isDeny = ({ Effect }: Statement) => Effect === 'Deny';

const actionsOf = ({ Action = [] }: Statement): readonly string[] => [Action].flat();

const isPlain = ({ Action, Resource, Condition }: Statement) =>
  Action !== undefined && Resource === '*' && Condition === undefined;

/** Allowed on some resources, or under a condition. */
const isNarrow = (one: Statement) => one.Action !== undefined && !isPlain(one);

/** What allows more or less than actions on everything is this project's by its name, or nobody's that it knows. */
const isReadable = (one: Statement) =>
  isPlain(one) || (one.Sid === 'OwnCredentials' && one.Action !== undefined) || isAllBut(one);

const isAllBut = ({ Sid, NotAction, Resource, Condition }: Statement) =>
  Sid === 'Everything' && NotAction !== undefined && Resource === '*' && Condition === undefined;
