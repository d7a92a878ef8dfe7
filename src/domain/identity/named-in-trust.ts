import { fieldOf, parsedDocument, statementsOf, UnreadablePolicy } from '../policy/document';
import { compiledGlob } from '../policy/glob';
import { awsPrincipalsIn, patternsIn } from '../policy/named-principals';

/** A role with what says who may assume it. */
export interface TrustingRole {
  readonly arn: string;
  /** Trust policy, plain or URL-encoded (RFC 3986). */
  readonly trust: string;
}

/** A user or role that trust policies may name. */
export interface Nameable {
  readonly arn: string;
  /** Unique id: `AIDA…`, `AROA…`. */
  readonly id: string;
}

/**
 * Finds the roles whose trust policies name a user or role: as a principal, by its unique id, as a session of the role, or
 * in a condition on `aws:PrincipalArn` or `aws:userid`.
 *
 * Whoever deletes a principal that is named breaks the trust for good: IAM puts the unique id in the name's place, and a
 * new principal of that name has another (IAM User Guide, "AWS JSON policy elements: Principal"). What lets in everybody of
 * the account names nobody, and a role's trust in itself says nothing. A text that cannot be read names nobody either.
 */
export function trustNaming(roles: readonly TrustingRole[]): (principal: Nameable) => readonly string[] {
  const exact = new Map<string, Set<string>>();
  const patterns: { readonly matches: (text: string) => boolean; readonly role: string }[] = [];
  for (const { arn: role, trust } of roles) {
    for (const name of namesIn(trust)) {
      if (/[*?]/.test(name)) patterns.push({ matches: compiledGlob(name), role });
      else exact.set(name, (exact.get(name) ?? new Set()).add(role));
    }
  }
  return ({ arn, id }) => {
    const names = [arn.toLowerCase(), id.toLowerCase()] as const;
    const found = new Set([...names, sessionsOf(names[0])].flatMap((name) => [...(exact.get(name) ?? [])]));
    for (const { matches, role } of patterns) {
      // What means somebody who is not there means everybody.
      if (names.some((name) => matches(name) && !matches(nobodyLike(name)))) found.add(role);
    }
    return [...found].filter((role) => role !== arn).sort();
  };
}

/** A name of the same kind that nobody has. */
const nobodyLike = (name: string) => name.replace(/^(arn:.*?:(?:role|user)\/|.{4}).*$/s, '$1\0');

/** How sessions of a role begin, as principals name them. */
const sessionsOf = (arn: string) =>
  arn.replace(/^(arn:[^:]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/, '$1:sts::$2:assumed-role/$3');

/** In small letters: whether case counts differs between operators, and an unused principal is worth no mistake. */
function namesIn(trust: string): readonly string[] {
  try {
    return statementsOf(parsedDocument(trust, 'the trust policy'), 'the trust policy')
      .filter((statement) => fieldOf(statement, 'Effect') === 'Allow')
      .flatMap((statement) => [
        ...awsPrincipalsIn(fieldOf(statement, 'Principal')),
        ...patternsIn(fieldOf(statement, 'Condition')),
      ])
      .map((name) => withoutSession(name.toLowerCase()))
      .filter((name) => name !== '*');
  } catch (error) {
    if (error instanceof UnreadablePolicy) return [];
    throw error;
  }
}

const withoutSession = (name: string) => name.replace(/^(arn:[^:]+:sts::\d{12}:assumed-role\/[^/]+)\/.*$/, '$1');
