import { fieldOf, parsedDocument, statementsOf, UnreadablePolicy } from './document';

/** Resources that may deny whoever has a boundary: ARNs in order. */
export interface MayDeny {
  /** Their policies deny everybody but some. */
  readonly notPrincipal: readonly string[];
  /** Their policies cannot be read, which may be for the same reason. */
  readonly unread: readonly string[];
}

/** What a policy says of everybody but some. */
export type SaidOfOthers = 'denies' | 'does-not' | 'unreadable';

/**
 * Whether a resource policy or trust policy denies everybody but some.
 *
 * Whoever has a permissions boundary is hit by such a statement, even if it names them (IAM user guide, "AWS JSON policy
 * elements: NotPrincipal"). Conditions are not weighed: a statement that may deny is one to look at.
 *
 * @param text plain or URL-encoded (RFC 3986)
 */
export function saidOfOthers(text: string): SaidOfOthers {
  try {
    const statements = statementsOf(parsedDocument(text, 'policy'), 'policy');
    return statements.some(deniesAllBut) ? 'denies' : 'does-not';
  } catch (error) {
    if (error instanceof UnreadablePolicy) return 'unreadable';
    throw error;
  }
}

const deniesAllBut = (statement: object) =>
  fieldOf(statement, 'Effect') === 'Deny' && fieldOf(statement, 'NotPrincipal') !== undefined;
