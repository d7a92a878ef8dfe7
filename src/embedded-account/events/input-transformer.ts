import { AwsError } from '../wire/aws-error';

/** What makes a text of an event. */
export interface Transformer {
  readonly definition: { readonly InputPathsMap: Readonly<Record<string, string>>; readonly InputTemplate: string };
  readonly textOf: (event: unknown) => string;
}

/** EventBridge API reference, InputTransformer. */
const MOST_PATHS = 100;
const MOST_CHARACTERS = 8_192;
/** Dots, dashes, underscores and places in lists (EventBridge user guide, "Amazon EventBridge input transformation"). */
const PATH = /^\$(?:\.[\w-]+(?:\[\d+\])*)+$/;
const PLACEHOLDER = /<([\w-]+)>/g;

/**
 * Reads how a target's text is made: lines, each in quotes. They stay in the text, and values are put in as they are.
 *
 * @throws Error for what EventBridge refuses, and for templates that are JSON, which the account does not know
 */
export function transformerOf(paths: Readonly<Record<string, string>>, template: string): Transformer {
  if (Object.keys(paths).length > MOST_PATHS) throw new Error(`an input transformer has more than ${MOST_PATHS} paths`);
  if (template.length > MOST_CHARACTERS) {
    throw new Error(`the template of an input transformer has more than ${MOST_CHARACTERS} characters`);
  }
  for (const path of Object.values(paths)) if (!PATH.test(path)) throw new Error(`no path of a transformer: ${path}`);
  const wrong = template.split('\n').find((line) => !isQuoted(line));
  if (wrong !== undefined) throw new Error(`a line of a transformer's template is no text in quotes: ${wrong}`);
  for (const [, name = ''] of template.matchAll(PLACEHOLDER)) {
    if (!(name in paths)) throw new Error(`the template of an input transformer names <${name}>, which has no path`);
  }
  return {
    definition: { InputPathsMap: paths, InputTemplate: template },
    textOf: (event) => template.replace(PLACEHOLDER, (_, name: string) => textAt(paths[name] ?? '', event)),
  };
}

function isQuoted(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'string';
  } catch {
    return false;
  }
}

/** What the event does not have leaves nothing behind. */
function textAt(path: string, event: unknown): string {
  const names = path
    .slice('$.'.length)
    .split(/[.[\]]+/)
    .filter((name) => name !== '');
  const value = names.reduce<unknown>((from, name) => memberOf(from, name), event);
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  // "If a JSON path references a JSON object or array, but the variable is referenced in a string, EventBridge removes any
  // internal quotes" (EventBridge user guide, "Common issues with transforming input").
  if (Array.isArray(value)) return JSON.stringify(value).replaceAll('"', '');
  throw new AwsError('NotEmulated', `an input transformer puts ${path} into a text, which is none`);
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
