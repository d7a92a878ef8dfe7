import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from './comments';
import { SettingsError } from './error';
import { syntaxProblemOf } from './json-syntax';
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
  const context = objectAt(content, 'context', 'the file');
  const guardrails = objectAt(context, 'guardrails', 'context', 'context.');
  const repeated = repeatedKeys(text).filter((key) => OURS.test(key));
  if (repeated.length > 0)
    throw new SettingsError(
      repeated.map((key) => `${key} is there twice; allowed: once`),
      FILE,
    );
  return guardrails;
}

function objectAt(parent: Readonly<Record<string, unknown>>, key: string, holder: string, above = '') {
  const value = parent[key];
  if (isObject(value)) return value;
  if (value !== undefined) {
    throw unusable(`${above}${key} = ${JSON.stringify(value)} is not allowed; allowed: an object, {} for the defaults`);
  }
  const there = Object.keys(parent).join(', ') || 'nothing';
  throw unusable(`${above}${key} is missing; ${holder} has: ${there}`);
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
