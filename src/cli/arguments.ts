import { parseArgs } from 'node:util';
import { SCHEDULED } from '../guardrails/catalogue/names';
import { UsageError } from './usage-error';

/** What an operator may ask for. */
export type CommandRequest = { readonly kind: 'help' | 'version' } | AuditRequest;

export interface AuditRequest {
  readonly kind: 'audit';
  readonly room: (typeof SCHEDULED)[number];
  readonly purpose: (typeof PURPOSES)[number];
  /** Whether it runs here and changes nothing; otherwise the deployment runs it. */
  readonly observe: boolean;
  /** Of the deployment. Absent: that of the settings. */
  readonly prefix?: string;
  /** Of the AWS configuration. Absent: whatever credentials are found. */
  readonly profile?: string;
  readonly region: string;
  /** Folder for what is found here. */
  readonly out: string;
}

const PURPOSES = ['audit', 'change'] as const;
const COMMANDS = ['audit', 'help'];

/** The guardrail that `--observe` runs here. */
const OBSERVED: (typeof SCHEDULED)[number] = 'permissions-boundary';

const OPTIONS = {
  room: { type: 'string' },
  observe: { type: 'boolean' },
  purpose: { type: 'string' },
  prefix: { type: 'string' },
  profile: { type: 'string' },
  region: { type: 'string' },
  out: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

const DEFAULT_REGION = 'us-east-1';
const DEFAULT_OUT = 'iam-guardrails-report';

/** Reads what was typed behind the name of the command. @throws UsageError naming what is not allowed, and what is */
export function requestOf(args: readonly string[]): CommandRequest {
  const { values, positionals, tokens } = parseArgs({
    ...{ args: [...args], options: OPTIONS, allowPositionals: true, strict: false, tokens: true },
  });
  for (const token of tokens) if (token.kind === 'option') check(token);
  const [command, ...more] = positionals;
  if (values.help === true || command === 'help') return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  if (command !== 'audit')
    throw new UsageError(`${command ?? 'nothing'} is no command; allowed: ${COMMANDS.join(', ')}`);
  if (more.length > 0) throw new UsageError(`audit takes options only, and was given ${more.join(' ')}`);

  const text = (name: 'room' | 'purpose' | 'prefix' | 'profile' | 'region' | 'out') => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  const observe = values.observe === true;
  const [prefix, profile, out] = [text('prefix'), text('profile'), text('out')];
  if (out !== undefined && !observe)
    throw new UsageError('--out is a folder for what --observe finds; allowed: both, or neither');
  const room = oneOf(SCHEDULED, text('room') ?? SCHEDULED[0], '--room');
  if (observe && room !== OBSERVED)
    throw new UsageError(`--room ${room} cannot be observed from here; allowed with --observe: ${OBSERVED}`);
  return {
    kind: 'audit',
    room,
    purpose: oneOf(PURPOSES, text('purpose') ?? 'audit', '--purpose'),
    observe,
    ...(prefix !== undefined && { prefix }),
    ...(profile !== undefined && { profile }),
    region: text('region') ?? DEFAULT_REGION,
    out: out ?? DEFAULT_OUT,
  };
}

/** An option as it was typed. */
interface Typed {
  readonly name: string;
  readonly rawName: string;
  readonly value?: unknown;
  readonly inlineValue?: boolean | undefined;
}

function check({ name, rawName, value, inlineValue }: Typed): void {
  const known = Object.entries(OPTIONS).find(([option]) => option === name)?.[1];
  if (known === undefined) {
    const allowed = Object.keys(OPTIONS).map((option) => `--${option}`);
    throw new UsageError(`${rawName} is no option; allowed: ${allowed.join(', ')}`);
  }
  if (known.type === 'boolean' && value !== undefined) throw new UsageError(`${rawName} takes no value`);
  // The next option is no value.
  const isValue = typeof value === 'string' && value !== '' && (inlineValue === true || !value.startsWith('-'));
  if (known.type === 'string' && !isValue) throw new UsageError(`${rawName} needs a value`);
}

function oneOf<T extends string>(all: readonly T[], given: string, option: string): T {
  const found = all.find((one) => one === given);
  if (found === undefined) throw new UsageError(`${option} ${given} is not allowed; allowed: ${all.join(', ')}`);
  return found;
}
