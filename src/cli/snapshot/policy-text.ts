import type { Pseudonyms } from './pseudonyms';

/** Parts of a statement whose values name something. */
const NAMING = ['Resource', 'NotResource', 'Principal', 'NotPrincipal', 'Condition', 'Id', 'Sid'];

/** Conditions that compare what AWS named. */
const OF_AWS =
  /^(aws:(requestedregion|securetransport|multifactorauth\w+|currenttime|epochtime|tagkeys)|iam:passedtoservice|iam:awsservicename)$/i;

/**
 * A policy under other names: actions, effects and the keys of conditions stay.
 *
 * @param text plain or URL-encoded (RFC 3986); one that is no policy is replaced as a name
 */
export function policyText(text: string, known: Pseudonyms): string {
  const isEncoded = text.startsWith('%');
  let document: unknown;
  try {
    document = JSON.parse(isEncoded ? decodeURIComponent(text) : text);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof URIError) return known.of(text);
    throw error;
  }
  const replaced = JSON.stringify(inDocument(document, known));
  return isEncoded ? encodeURIComponent(replaced) : replaced;
}

function inDocument(document: unknown, known: Pseudonyms): unknown {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return document;
  return Object.fromEntries(
    Object.entries(document).map(([key, value]: [string, unknown]) => {
      if (key === 'Statement')
        return [key, Array.isArray(value) ? value.map((one) => statement(one, known)) : statement(value, known)];
      return [key, key === 'Id' ? everyText(value, known) : value];
    }),
  );
}

function statement(one: unknown, known: Pseudonyms): unknown {
  if (typeof one !== 'object' || one === null) return one;
  return Object.fromEntries(
    Object.entries(one).map(([key, value]: [string, unknown]) => [
      key,
      NAMING.includes(key) ? everyText(value, known) : value,
    ]),
  );
}

/** Keys stay. */
function everyText(value: unknown, known: Pseudonyms): unknown {
  if (typeof value === 'string') return known.of(value);
  if (Array.isArray(value)) return value.map((one) => everyText(one, known));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]: [string, unknown]) => [
      key,
      OF_AWS.test(key) || key === 'Service' ? one : everyText(one, known),
    ]),
  );
}
