import jsonata from 'jsonata';
import { StatesError, UnsupportedDefinitionError } from './errors';

/** What expressions of a state can see: `$states`, and the variables by their names. */
export interface Scope {
  readonly states: Readonly<Record<string, unknown>>;
  readonly variables: Readonly<Record<string, unknown>>;
}

const EXPRESSION = /^\{%([\s\S]*)%\}$/;
const compiled = new Map<string, jsonata.Expression>();

function compile(source: string): jsonata.Expression {
  const known = compiled.get(source);
  if (known) return known;
  const expression = jsonata(source);
  // Step Functions adds and takes away functions; those not known here, such as `$uuid`, fail as functions that do not exist.
  expression.registerFunction('eval', () => {
    throw new Error('$eval is not supported');
  });
  expression.registerFunction('parse', (text: string): unknown => JSON.parse(text));
  compiled.set(source, expression);
  return expression;
}

/** @throws UnsupportedDefinitionError for an expression that JSONata cannot read */
export function checkTemplates(where: string, value: unknown): void {
  if (typeof value === 'string') {
    const source = EXPRESSION.exec(value)?.[1];
    if (source === undefined) {
      if (/\{%|%\}/.test(value)) throw new UnsupportedDefinitionError(`${where}: "${value}" is only part expression`);
      return;
    }
    try {
      compile(source);
    } catch (error) {
      throw new UnsupportedDefinitionError(`${where}: ${messageOf(error)} in ${value}`);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value)) checkTemplates(`${where}, field ${name}`, one);
  }
}

/**
 * The value of a field: its texts that are expressions replaced by what they come to.
 *
 * @throws StatesError where an expression fails or comes to nothing
 */
export async function evaluate(template: unknown, scope: Scope): Promise<unknown> {
  if (typeof template === 'string') {
    const source = EXPRESSION.exec(template)?.[1];
    return source === undefined ? template : run(source, template, scope);
  }
  if (Array.isArray(template)) return Promise.all(template.map((one) => evaluate(one, scope)));
  if (typeof template !== 'object' || template === null) return template;
  const entries = await Promise.all(
    Object.entries(template).map(async ([name, one]) => [name, await evaluate(one, scope)] as const),
  );
  return Object.fromEntries(entries);
}

/** @throws StatesError where the field comes to something else than text */
export async function textOf(template: string, scope: Scope): Promise<string> {
  const value = await evaluate(template, scope);
  if (typeof value === 'string') return value;
  throw new StatesError('States.QueryEvaluationError', `'${template}' must come to a string`);
}

/** @throws StatesError where the field comes to something else than a number from 0 on */
export async function numberOf(template: number | string | undefined, scope: Scope): Promise<number | undefined> {
  if (template === undefined) return undefined;
  const value = await evaluate(template, scope);
  if (typeof value === 'number' && value >= 0) return value;
  throw new StatesError('States.QueryEvaluationError', `'${template}' must come to a number`);
}

/** @throws StatesError where the field comes to something else than a whole number from `least` on */
export async function countOf(
  template: number | string | undefined,
  scope: Scope,
  least: 0 | 1,
): Promise<number | undefined> {
  const value = await numberOf(template, scope);
  if (template === undefined || (value !== undefined && Number.isInteger(value) && value >= least)) return value;
  throw new StatesError('States.QueryEvaluationError', `'${template}' must come to a whole number from ${least} on`);
}

async function run(source: string, template: string, { states, variables }: Scope): Promise<unknown> {
  const failed = (why: string) =>
    new StatesError('States.QueryEvaluationError', `The JSONata expression '${template}' ${why}`);
  let value: unknown;
  try {
    // JSONata marks the arrays it meets; nobody else is to see that.
    value = await compile(source).evaluate(undefined, copyOf({ ...variables, states }));
  } catch (error) {
    throw failed(`threw: ${messageOf(error)}`);
  }
  const text = typeof value === 'function' ? undefined : JSON.stringify(value);
  if (text === undefined) throw failed('returned nothing (undefined).');
  return JSON.parse(text);
}

const copyOf = <T extends object>(value: T): T => structuredClone(value);

function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
