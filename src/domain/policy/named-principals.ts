import { fieldOf } from './document';

/** What stands for every principal. */
export const ANYBODY: readonly string[] = ['*'];

/** Services, providers of identities and canonical users are no roles of the account. */
export function awsPrincipalsIn(principal: unknown): readonly string[] {
  return principal === '*' ? ANYBODY : textsIn(fieldOf(principal, 'AWS'));
}

const EQUAL = /^(?:For(?:Any|All)Values?:)?(?:Arn|String)(?:Equals|Like|EqualsIgnoreCase)(?:IfExists)?$/i;

/**
 * Principals that the conditions of a statement name among everybody, as patterns of ARNs and unique ids; an operator that
 * names others than those may mean any.
 */
export function patternsIn(condition: unknown): readonly string[] {
  return entriesIn(condition).flatMap(([operator, keys]) =>
    entriesIn(keys).flatMap(([key, values]) => {
      const name = key.toLowerCase();
      if (name !== 'aws:principalarn' && name !== 'aws:userid') return [];
      if (!EQUAL.test(operator)) return ANYBODY;
      const patterns = textsIn(values).map((value) => value.replace(/\$\{[^}]*\}/g, '*'));
      // The id of a session: that of its role, and the name of the session.
      const meant = name === 'aws:userid' ? patterns.map((pattern) => pattern.replace(/:.*$/s, '')) : patterns;
      // Nobody has an empty name.
      return meant.filter((pattern) => pattern !== '');
    }),
  );
}

const entriesIn = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

/** The texts of a field that holds one, or a list of them. */
export const textsIn = (value: unknown): readonly string[] =>
  [value].flat().flatMap((one): readonly string[] => (typeof one === 'string' ? [one] : []));
