import { decoded } from './policy-document';

/** A text is no policy; `message` says whose. */
export class UnreadablePolicy extends Error {
  public override readonly name = 'UnreadablePolicy';
}

/**
 * Reads the text of a policy that somebody else wrote.
 *
 * @param text as IAM returns it: plain or URL-encoded (RFC 3986)
 * @param which whose document it is, for the error
 * @throws UnreadablePolicy naming the document that is no JSON
 */
export function parsedDocument(text: string, which: string): unknown {
  try {
    return JSON.parse(decoded(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UnreadablePolicy(`${which} is no policy: ${error.message}`, { cause: error });
  }
}

/**
 * The statements of a policy; a single one may stand without a list.
 *
 * @throws UnreadablePolicy naming the document without any
 */
export function statementsOf(document: unknown, which: string): readonly object[] {
  const statements: unknown[] = [fieldOf(document, 'Statement')].flat();
  if (statements.every((statement) => typeof statement === 'object' && statement !== null)) return statements;
  throw new UnreadablePolicy(`${which} is no policy: Statement must be an object or a list of objects`);
}

/** A field of an object's own. */
export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}
