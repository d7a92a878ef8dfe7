import { fieldOf, parsedDocument, statementsOf, UnreadablePolicy } from '../policy/document';
import { textsIn } from '../policy/named-principals';

/** What stands for every service where a trust policy names nobody, or others than those it lets in. */
export const ANY_SERVICE = '*';

/**
 * The service principals that a trust policy lets in, such as `lambda.amazonaws.com`, each once.
 *
 * @param text plain or URL-encoded (RFC 3986)
 * @returns undefined for a text that cannot be read
 */
export function servicesTrustedBy(text: string): readonly string[] | undefined {
  try {
    const statements = statementsOf(parsedDocument(text, 'the trust policy'), 'the trust policy');
    const allowing = statements.filter((statement) => fieldOf(statement, 'Effect') === 'Allow');
    return [...new Set(allowing.flatMap((statement) => servicesIn(fieldOf(statement, 'Principal'))))];
  } catch (error) {
    if (error instanceof UnreadablePolicy) return undefined;
    throw error;
  }
}

/** "*", or the absence that NotPrincipal leaves, may let in any service. */
function servicesIn(principal: unknown): readonly string[] {
  if (typeof principal !== 'object' || principal === null) return [ANY_SERVICE];
  return textsIn(fieldOf(principal, 'Service')).map(withoutRegion);
}

/** Some services have a principal for each Region beside the one for all (IAM User Guide, AWS service principals). */
const withoutRegion = (service: string) =>
  service.toLowerCase().replace(/^([a-z0-9-]+)\.[a-z]{2}(?:-[a-z]+)+-\d\.amazonaws\.com$/, '$1.amazonaws.com');
