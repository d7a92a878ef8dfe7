import { ALL, EXEMPTIBLE, MATCH_FORMS, type Exemptible, type Exemption, type Match } from './exemption';

const KEYS = ['match', 'from', 'owner', 'reason', 'expires'];
const MATCHES = Object.keys(MATCH_FORMS);

/** Says that a value is wrong; the caller knows the line. */
class Refusal extends Error {
  constructor(path: string, value: unknown, allowed: string) {
    super(`${path}: ${value === undefined ? 'nothing' : JSON.stringify(value)} is not allowed; allowed: ${allowed}`);
  }
}

/**
 * Reads exemptions from a JSON array in the shape of the setting `exemptions`.
 *
 * @throws Error naming the line on which the entry begins, the value that is wrong and what is allowed there
 */
export function exemptionsInJson(text: string): readonly Exemption[] {
  const entries = arrayIn(text);
  const lines = linesOfEntries(text);
  return entries.map((entry, index) => {
    try {
      return exemptionIn(entry);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw new Error(`line ${lines[index] ?? 1}: ${error.message}`, { cause: error });
    }
  });
}

function arrayIn(text: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : [parsed];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const [, position] = /position (\d+)/.exec(error.message) ?? [];
    // V8 names no position where the text ends too early, and none in a very short text.
    const line = text
      .slice(0, position === undefined ? text.length : Number(position))
      .trimEnd()
      .split('\n').length;
    throw new Error(`line ${line}: ${error.message}; allowed: a JSON array of exemptions`, { cause: error });
  }
}

/** Line on which each element of an array begins. @param text JSON */
function linesOfEntries(text: string): readonly number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let isNext = false;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},\n]|[^\s"[\]{},]+/g)) {
    if (token === '\n') line++;
    else if (token === ']' || token === '}') depth--;
    else if (token === ',') isNext ||= depth === 1;
    else {
      if (isNext && depth === 1) lines.push(line);
      const opens = token === '[' || token === '{';
      isNext = opens && depth === 0;
      if (opens) depth++;
    }
  }
  return lines;
}

function exemptionIn(entry: unknown): Exemption {
  const { match, from = ALL, owner, reason, expires } = fieldsOf('entry', entry, KEYS);
  return {
    match: matchIn(match),
    from: fromIn(from),
    owner: sentenceIn('owner', owner),
    reason: sentenceIn('reason', reason),
    ...(expires !== undefined && { expires: dayIn(expires) }),
  };
}

function matchIn(value: unknown): Match {
  const given = Object.entries(fieldsOf('match', value, MATCHES));
  const [first, ...more] = given;
  const way = Object.entries(MATCH_FORMS).find(([name]) => name === first?.[0]);
  if (first === undefined || way === undefined || more.length > 0) {
    throw new Refusal('match', value, `exactly one of ${MATCHES.join(', ')}`);
  }
  const [name, text] = first;
  if (typeof text === 'string' && way[1].form.test(text)) return { [name]: text };
  throw new Refusal(`match.${name}`, text, way[1].words);
}

function fromIn(value: unknown): readonly Exemptible[] {
  if (value === ALL) return EXEMPTIBLE;
  const given = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const known = EXEMPTIBLE.filter((one) => given.includes(one));
  if (known.length > 0 && known.length === new Set(given).size) return known;
  throw new Refusal(
    'from',
    value,
    `a list of ${EXEMPTIBLE.map((one) => `"${one}"`).join(' and ')}, or "${ALL}", as no from at all means`,
  );
}

function sentenceIn(path: string, value: unknown): string {
  if (typeof value === 'string' && /\S/.test(value)) return value;
  throw new Refusal(path, value, 'a text that is not empty');
}

function dayIn(value: unknown): string {
  const isDay = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && isOfCalendar(value);
  if (!isDay) throw new Refusal('expires', value, 'a day such as "2027-01-31"');
  return value;
}

/** `Date` takes 30 February for 2 March. */
function isOfCalendar(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

/** The fields of an object; keys that begin with // are comments, as in the settings. */
function fieldsOf(path: string, value: unknown, allowed: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refusal(path, value, `an object with ${allowed.join(', ')}`);
  }
  const fields = Object.entries(value).filter(([key]) => !key.startsWith('//'));
  const odd = fields.find(([key]) => !allowed.includes(key));
  if (odd !== undefined) throw new Refusal(path, odd[0], allowed.join(', '));
  return Object.fromEntries(fields);
}
