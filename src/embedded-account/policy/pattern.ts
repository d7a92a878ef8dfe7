import type { RequestContext } from './request-context';

const TOKEN = /\$\{([^}]*)\}|[*?]|[^*?$]+|\$/g;
const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/**
 * Translates a pattern of a policy: `*`, `?` and policy variables, whose values count literally.
 *
 * @returns undefined where a variable has no value in this request: nothing matches such a pattern
 */
export function patternOf(text: string, context: RequestContext, flags = ''): RegExp | undefined {
  if (text.includes('$')) return translated(text, context, flags);
  const key = `${flags}/${text}`;
  const known = withoutVariables.get(key);
  if (known) return known;
  const pattern = translated(text, context, flags);
  if (pattern) withoutVariables.set(key, pattern);
  return pattern;
}

/** Policies say the same again and again; what a request says is never part of these. */
const withoutVariables = new Map<string, RegExp>();

function translated(text: string, context: RequestContext, flags: string): RegExp | undefined {
  const parts: string[] = [];
  for (const [token, variable] of text.matchAll(TOKEN)) {
    if (token === '*') parts.push('.*');
    else if (token === '?') parts.push('.');
    else if (variable === undefined) parts.push(literal(token));
    else {
      const value = valueOf(variable, context);
      if (value === undefined) return undefined;
      parts.push(literal(value));
    }
  }
  return new RegExp(`^${parts.join('')}$`, `s${flags}`);
}

/** Replaces the variables of a value that is compared as a whole. */
export function substitute(text: string, context: RequestContext): string | undefined {
  const variables = [...text.matchAll(/\$\{([^}]*)\}/g)].map(
    ([token, name = '']) => [token, valueOf(name, context)] as const,
  );
  if (variables.some(([, value]) => value === undefined)) return undefined;
  return variables.reduce((filled, [token, value = '']) => filled.replace(token, () => value), text);
}

function valueOf(variable: string, context: RequestContext): string | undefined {
  if (['*', '?', '$'].includes(variable)) return variable;
  const [name = '', fallback] = variable.split(',').map((part) => part.trim());
  const values = context.get(name);
  return values?.length === 1 ? values[0] : fallback?.replace(/^'(.*)'$/, '$1');
}

/** ARNs are compared part by part: a `*` never reaches across one of the first five colons. */
export function arnMatches(pattern: string, arn: string, context: RequestContext): boolean {
  if (pattern === '*') return true;
  const wanted = arnParts(pattern);
  const given = arnParts(arn);
  if (wanted.length !== given.length) return false;
  return wanted.every((part, index) => patternOf(part, context)?.test(given[index] ?? '') ?? false);
}

/** A policy variable holds a colon of its own, so colons within `${…}` do not divide. */
function arnParts(arn: string): string[] {
  const parts = arn.split(/:(?![^{]*\})/);
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
