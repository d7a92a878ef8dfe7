import { parsedDocument, fieldOf, statementsOf } from './document';

/**
 * Whether a resource policy or trust policy denies everybody but some.
 *
 * Whoever has a permissions boundary is hit by such a statement, even if it names them (IAM user guide, "AWS JSON policy
 * elements: NotPrincipal"). Conditions are not weighed: a statement that may deny is one to look at.
 *
 * @param text plain or URL-encoded (RFC 3986)
 * @returns false as well for a text that cannot be read
 */
export function deniesAllBut(text: string): boolean {
  const statements = readable(text);
  return statements.some((one) => fieldOf(one, 'Effect') === 'Deny' && fieldOf(one, 'NotPrincipal') !== undefined);
}

function readable(text: string): readonly object[] {
  try {
    return statementsOf(parsedDocument(text, 'policy'), 'policy');
  } catch {
    return [];
  }
}
