import { globCovers } from '../../domain/policy/glob';
import { canonical } from '../../domain/policy/policy-document';
import { textsIn } from '../../domain/policy/named-principals';
import { within, type Judge } from './compare';

type Statement = Readonly<Record<string, unknown>>;

/** A policy document that denies less. */
export const deniesLess =
  (path: string): Judge =>
  (before, now) =>
    lessDenied(denialsIn(within(before, path)), denialsIn(within(now, path)));

/** A policy of a topic or a queue that lets a service no longer send to it; what is not known before the apply may. */
export const letsFewerIn =
  (path: string): Judge =>
  (before, now) => {
    const [were, are] = [statementsIn(within(before, path)), statementsIn(within(now, path))];
    if (were === 'unreadable' || are === 'unreadable') return [];
    const still = servicesIn(are);
    return servicesIn(were)
      .filter((service) => !still.includes(service))
      .map((service) => `${service} may no longer send to it`);
  };

/**
 * A role of the deployment that may touch somebody whom it had to spare.
 *
 * Whom the settings no longer spare, its policy spares no more: that is the guardrail's reach, and not a loss of it.
 */
export const sparesFewer =
  (path: string): Judge =>
  (before, now, released) => {
    const denied = denialsIn(within(before, path));
    const kept = denied === 'unreadable' ? denied : denied.flatMap((one) => without(one, released));
    return lessDenied(kept, denialsIn(within(now, path)));
  };

type Statements = readonly Statement[] | 'unreadable';

function lessDenied(denied: Statements, denies: Statements): readonly string[] {
  if (denies === 'unreadable') return denied.length > 0 ? ['what it denies is not known before the apply'] : [];
  if (denied === 'unreadable') return [];
  const left = denied.filter((one) => !denies.some((other) => canonical(other) === canonical(one)));
  const made = denies.filter((one) => !denied.some((other) => canonical(other) === canonical(one)));
  // Two statements may have become one.
  const lost = left.filter((one) => !denies.some((other) => lessThan(one, other).length === 0));
  return lost.flatMap((one, index) => {
    const same =
      made.find(({ Sid }) => Sid !== undefined && Sid === one['Sid']) ??
      (one['Sid'] === undefined ? made[index] : undefined);
    return same === undefined ? [`it no longer denies ${inWords(one)}`] : lessThan(one, same);
  });
}

/** A statement about what is left of its resources. */
function without(statement: Statement, released: readonly string[]): readonly Statement[] {
  const resources = textsIn(statement['Resource']);
  const kept = resources.filter((one) => !released.includes(one));
  if (kept.length === resources.length) return [statement];
  return kept.length === 0 ? [] : [{ ...statement, Resource: kept }];
}

/** How a statement denies less than another. A condition is compared as a text: any other may let somebody through. */
function lessThan(than: Statement, one: Statement): string[] {
  const lost = (key: string) => uncovered(textsIn(than[key]), textsIn(one[key]));
  const added = (key: string) => uncovered(textsIn(one[key]), textsIn(than[key]));
  return [
    ...lost('Action').map((action) => `it no longer denies ${action}`),
    ...added('NotAction').map((action) => `it no longer denies ${action}`),
    ...lost('Resource').map((resource) => `it no longer denies anything on ${resource}`),
    ...added('NotResource').map((resource) => `it no longer denies anything on ${resource}`),
    ...['Condition', 'Principal', 'NotPrincipal']
      .filter((key) => canonical(than[key] ?? null) !== canonical(one[key] ?? null))
      .map((key) => `it denies ${inWords(than)} by another ${key}`),
  ];
}

const uncovered = (some: readonly string[], by: readonly string[]) =>
  some.filter((one) => !by.some((pattern) => globCovers(pattern.toLowerCase(), one.toLowerCase())));

const inWords = (statement: Statement) =>
  textsIn(statement['Action']).join(', ') || `all but ${textsIn(statement['NotAction']).join(', ')}`;

function denialsIn(text: unknown): Statements {
  const statements = statementsIn(text);
  return statements === 'unreadable' ? statements : statements.filter(({ Effect }) => Effect === 'Deny');
}

/** Services that are let in by name. */
const servicesIn = (statements: readonly Statement[]) =>
  statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Principal }) => textsIn((Principal as Statement | undefined)?.['Service']));

function statementsIn(text: unknown): Statements {
  if (typeof text !== 'string') return 'unreadable';
  try {
    const { Statement = [] } = JSON.parse(text) as { readonly Statement?: Statement | readonly Statement[] };
    return [Statement].flat();
  } catch {
    return 'unreadable';
  }
}
