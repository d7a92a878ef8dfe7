import { AwsError } from '../wire/aws-error';

/** One log event, as the JSON that it is. */
export type LogEvent = Readonly<Record<string, unknown>>;

type Test = (event: LogEvent) => boolean;
type Row = Readonly<Record<string, string>>;

/** What a query makes of the log events of its time, the oldest first. */
export type Query = (events: readonly LogEvent[]) => readonly Row[];

/**
 * Reads a query of CloudWatch Logs Insights: `filter`, then one `stats latest(…) as … by …`, then a `limit`.
 *
 * @throws AwsError for whatever else the language has
 */
export function queryOf(text: string): Query {
  const commands = text.split('|').map((one) => one.trim());
  const filters = commands.filter((one) => one.startsWith('filter ')).map((one) => filterOf(one.slice(7)));
  const rest = commands.slice(filters.length);
  const [stats = '', limit = '', ...more] = rest;
  const [, field = '', as = '', by = ''] = /^stats latest\(([\w.]+)\) as (\w+) by ([\w., ]+)$/.exec(stats) ?? [];
  const [, most] = /^limit (\d+)$/.exec(limit) ?? [];
  const isInOrder = commands.slice(0, filters.length).every((one) => one.startsWith('filter '));
  if (!isInOrder || field === '' || most === undefined || more.length > 0) throw malformed(text);
  const groups = by.split(',').map((one) => one.trim());
  return (events) => {
    const rows = new Map<string, Row>();
    for (const event of events.filter((one) => filters.every((test) => test(one)))) {
      const key = Object.fromEntries(groups.map((group) => [group, valueOf(event, group) ?? '']));
      // The later one takes the place of the earlier.
      rows.set(JSON.stringify(key), { ...key, [as]: valueOf(event, field) ?? '' });
    }
    return [...rows.values()].slice(0, Number(most));
  };
}

const TOKEN = /\s*("[^"]*"|[()[\],=]|[\w.]+)/y;

/** `or` binds less than `and`, and that less than `not`. */
function filterOf(text: string): Test {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) throw malformed(text);
    tokens.push(token);
  }
  let at = 0;
  const takes = (...wanted: readonly string[]) => {
    const isNext = wanted.every((one, index) => tokens[at + index] === one);
    if (isNext) at += wanted.length;
    return isNext;
  };
  const must = (wanted: string) => {
    if (!takes(wanted)) throw malformed(text);
  };
  const next = (form: RegExp) => {
    const token = tokens[at++] ?? '';
    if (!form.test(token)) throw malformed(text);
    return token;
  };
  const literal = () => next(/^"/).slice(1, -1);

  const either = (): Test => {
    const tests = [both()];
    while (takes('or')) tests.push(both());
    return (event) => tests.some((test) => test(event));
  };
  const both = (): Test => {
    const tests = [single()];
    while (takes('and')) tests.push(single());
    return (event) => tests.every((test) => test(event));
  };
  const single = (): Test => {
    if (takes('not')) {
      const test = single();
      return (event) => !test(event);
    }
    if (takes('(')) {
      const test = either();
      must(')');
      return test;
    }
    if (takes('ispresent', '(')) {
      const field = next(/^\w/);
      must(')');
      return (event) => valueOf(event, field) !== undefined;
    }
    return comparison(next(/^\w/));
  };
  const comparison = (field: string): Test => {
    const isNot = takes('not');
    if (takes('like')) {
      const part = literal();
      // A field that is missing is neither like anything nor unlike it.
      return (event) => valueOf(event, field) !== undefined && valueOf(event, field)?.includes(part) !== isNot;
    }
    if (isNot) throw malformed(text);
    if (takes('=')) {
      const value = literal();
      return (event) => valueOf(event, field) === value;
    }
    must('in');
    must('[');
    const values = [literal()];
    while (takes(',')) values.push(literal());
    must(']');
    return (event) => values.includes(valueOf(event, field) ?? '');
  };

  const test = either();
  if (at < tokens.length) throw malformed(text);
  return test;
}

/** @param path such as `userIdentity.type` */
function valueOf(event: LogEvent, path: string): string | undefined {
  let value: unknown = event;
  for (const name of path.split('.')) {
    value =
      typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
  }
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const malformed = (text: string) =>
  new AwsError('MalformedQueryException', `the embedded account does not understand: ${text}`);
