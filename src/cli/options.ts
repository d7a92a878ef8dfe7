import { parseArgs } from 'node:util';
import { UsageError } from './usage-error';

/** Every option that some command takes: how it is written decides what is read as its value. */
const OPTIONS = {
  guardrail: { type: 'string' },
  /** The former name of `guardrail`. */
  room: { type: 'string' },
  observe: { type: 'boolean' },
  purpose: { type: 'string' },
  out: { type: 'string' },
  settings: { type: 'string' },
  policy: { type: 'boolean' },
  snapshot: { type: 'string' },
  anonymise: { type: 'boolean' },
  days: { type: 'string' },
  copy: { type: 'string' },
  'dry-run': { type: 'boolean' },
  format: { type: 'string' },
  'fail-if-weaker': { type: 'boolean' },
  prefix: { type: 'string' },
  profile: { type: 'string' },
  region: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

export type OptionName = keyof typeof OPTIONS;

/** Still read, and named to nobody any more. */
const FORMER: readonly OptionName[] = ['room'];

/** What was typed. */
export interface Typed {
  readonly positionals: readonly string[];
  /** Whether a switch was given. */
  has(option: OptionName): boolean;
  /** @returns undefined where the option was not given */
  text(option: OptionName): string | undefined;
  /** @throws UsageError naming an option that is none of these, or is not written as it has to be */
  check(allowed: readonly OptionName[]): void;
}

/** Options that go with every command. */
export const COMMON: readonly OptionName[] = ['prefix', 'profile', 'region', 'help', 'version'];

/** Reads what was typed behind the name of the command. Nothing is checked yet. */
export function typed(args: readonly string[]): Typed {
  const { values, positionals, tokens } = parseArgs({
    ...{ args: [...args], options: OPTIONS, allowPositionals: true, strict: false, tokens: true },
  });
  return {
    positionals,
    has: (option) => values[option] === true,
    text: (option) => {
      const value = values[option];
      return typeof value === 'string' ? value : undefined;
    },
    check: (allowed) => {
      for (const token of tokens) if (token.kind === 'option') check(token, allowed);
    },
  };
}

/** An option as it was typed. */
interface Token {
  readonly name: string;
  readonly rawName: string;
  readonly value?: unknown;
  readonly inlineValue?: boolean | undefined;
}

function check({ name, rawName, value, inlineValue }: Token, allowed: readonly OptionName[]): void {
  const known = allowed.find((option) => option === name);
  if (known === undefined) {
    throw new UsageError(
      `${rawName} is no option; allowed: ${allowed
        .filter((option) => !FORMER.includes(option))
        .map((option) => `--${option}`)
        .join(', ')}`,
    );
  }
  const { type } = OPTIONS[known];
  if (type === 'boolean' && value !== undefined) throw new UsageError(`${rawName} takes no value`);
  // The next option is no value.
  const isValue = typeof value === 'string' && value !== '' && (inlineValue === true || !value.startsWith('-'));
  if (type === 'string' && !isValue) throw new UsageError(`${rawName} needs a value`);
}
