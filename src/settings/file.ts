import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from './comments';
import { keysAt } from './allowed-values';
import { SettingsError } from './error';
import { guardrailsSchema } from './json-schema';
import { syntaxProblemOf } from './json-syntax';
import { nearest } from './nearest';
import { repeatedKeys } from './repeated-keys';

const FILE = 'cdktf.json';
/** Paths in the file whose values become settings. */
const OURS = /^context(\.guardrails([.[].*)?)?$/;

/**
 * Reads `context.guardrails` of the `cdktf.json` in a folder.
 *
 * @throws SettingsError where there is none: a misspelt key must not deploy the defaults; or where a key is there twice
 */
export function guardrailsIn(folder: string): unknown {
  const path = join(folder, FILE);
  if (!existsSync(path)) throw unusable(`${path} is missing`);
  const text = readFileSync(path, 'utf8');
  const content = parsed(text);
  if (!isObject(content)) throw unusable(`the file is ${JSON.stringify(content)}, not an object`);
  refuse(misplacedIn(content));
  const context = objectAt(content, 'context', 'the file');
  const guardrails = objectAt(context, 'guardrails', 'context', 'context.');
  const repeated = repeatedKeys(text).filter((key) => OURS.test(key));
  refuse(repeated.map((key) => `${key} is there twice; allowed: once`));
  return guardrails;
}

/** Settings outside `context.guardrails`, where nothing reads them and the defaults would be deployed. */
function misplacedIn(content: Readonly<Record<string, unknown>>): string[] {
  const { context } = content;
  const settings = keysAt(guardrailsSchema(), []);
  const inContext = isObject(context) ? settings.filter((key) => key in context) : [];
  const where =
    isObject(context) && 'guardrails' in context
      ? 'stands beside context.guardrails; it belongs inside'
      : 'belongs inside context.guardrails, which is missing';
  return [
    ...('guardrails' in content ? ['guardrails stands beside context; it belongs inside'] : []),
    ...settings
      .filter((key) => key in content)
      .map((key) => `${key} stands at the root of the file; it belongs inside context.guardrails`),
    ...inContext.map((key) => `context.${key} ${where}`),
  ];
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new SettingsError(problems, FILE);
}

function objectAt(parent: Readonly<Record<string, unknown>>, key: string, holder: string, above = '') {
  const value = parent[key];
  if (isObject(value)) return value;
  if (value !== undefined) {
    throw unusable(`${above}${key} = ${JSON.stringify(value)} is not allowed; allowed: an object, {} for the defaults`);
  }
  const there = Object.keys(parent);
  const meant = there.some((one) => nearest(one, [key]) !== undefined) ? `; did you mean ${key}?` : '';
  throw unusable(`${above}${key} is missing; ${holder} has: ${there.join(', ') || 'nothing'}${meant}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw unusable(`not JSON: ${syntaxProblemOf(text) ?? error.message}`);
    throw error;
  }
}

const unusable = (problem: string) => new SettingsError([problem], FILE);
