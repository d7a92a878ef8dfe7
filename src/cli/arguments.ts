import { principalNamedBy, type NamedPrincipal } from '../domain/identity/principal';
import { SCHEDULED } from '../guardrails/catalogue/names';
import { COMMON, typed, type OptionName, type Typed } from './options';
import { UsageError } from './usage-error';

/** What an operator may ask for. */
export type CommandRequest = { readonly kind: 'help' | 'version' } | AuditRequest | RestoreRequest | ReviewRequest;

/** Where the deployment is, and as whom it is called. */
interface Place {
  /** Of the deployment. Absent: that of the settings. */
  readonly prefix?: string;
  /** Of the AWS configuration. Absent: whatever credentials are found. */
  readonly profile?: string;
  readonly region: string;
}

export interface AuditRequest extends Place {
  readonly kind: 'audit';
  readonly room: (typeof SCHEDULED)[number];
  readonly purpose: (typeof PURPOSES)[number];
  /** Whether it runs here and changes nothing; otherwise the deployment runs it. */
  readonly observe: boolean;
  /** Folder for what is found here. */
  readonly out: string;
}

export interface RestoreRequest extends Place {
  readonly kind: 'restore';
  /** Who is restored. The account is that of an ARN; absent: that of the deployment. */
  readonly principal: Pick<NamedPrincipal, 'kind' | 'name'> & Partial<NamedPrincipal>;
  /** Key of the copy. Absent: the newest. */
  readonly copy?: string;
  readonly dryRun: boolean;
}

export interface ReviewRequest {
  readonly kind: 'review';
  /** What `terraform show -json` says of a plan; `-` is the standard input. */
  readonly file: string;
  readonly format: (typeof FORMATS)[number];
  readonly failIfWeaker: boolean;
}

const PURPOSES = ['audit', 'change'] as const;
const FORMATS = ['text', 'markdown'] as const;
const COMMANDS = ['audit', 'restore', 'review', 'help'];
const OF_AUDIT: readonly OptionName[] = ['room', 'observe', 'purpose', 'out', ...COMMON];
const OF_RESTORE: readonly OptionName[] = ['copy', 'dry-run', ...COMMON];
const OF_REVIEW: readonly OptionName[] = ['format', 'fail-if-weaker', 'help', 'version'];

/** The guardrail that `--observe` runs here. */
const OBSERVED: (typeof SCHEDULED)[number] = 'permissions-boundary';

const DEFAULT_REGION = 'us-east-1';
const DEFAULT_OUT = 'iam-guardrails-report';

/** Reads what was typed behind the name of the command. @throws UsageError naming what is not allowed, and what is */
export function requestOf(args: readonly string[]): CommandRequest {
  const given = typed(args);
  const [command, ...more] = given.positionals;
  given.check(command === 'restore' ? OF_RESTORE : command === 'review' ? OF_REVIEW : OF_AUDIT);
  if (given.has('help') || command === 'help') return { kind: 'help' };
  if (given.has('version')) return { kind: 'version' };
  if (command === 'audit') return auditOf(given, more);
  if (command === 'restore') return restoreOf(given, more);
  if (command === 'review') return reviewOf(given, more);
  throw new UsageError(`${command ?? 'nothing'} is no command; allowed: ${COMMANDS.join(', ')}`);
}

function auditOf(given: Typed, more: readonly string[]): AuditRequest {
  if (more.length > 0) throw new UsageError(`audit takes options only, and was given ${more.join(' ')}`);
  const observe = given.has('observe');
  const out = given.text('out');
  if (out !== undefined && !observe)
    throw new UsageError('--out is a folder for what --observe finds; allowed: both, or neither');
  const room = oneOf(SCHEDULED, given.text('room') ?? SCHEDULED[0], '--room');
  if (observe && room !== OBSERVED)
    throw new UsageError(`--room ${room} cannot be observed from here; allowed with --observe: ${OBSERVED}`);
  return {
    kind: 'audit',
    room,
    purpose: oneOf(PURPOSES, given.text('purpose') ?? 'audit', '--purpose'),
    observe,
    ...placeOf(given),
    out: out ?? DEFAULT_OUT,
  };
}

function restoreOf(given: Typed, more: readonly string[]): RestoreRequest {
  const [whom = 'nothing', ...rest] = more;
  const principal = principalNamedBy(whom) ?? named(whom);
  if (principal === undefined || rest.length > 0) {
    throw new UsageError(`restore takes user/NAME, role/NAME or one ARN, and was given ${more.join(' ') || whom}`);
  }
  const copy = given.text('copy');
  const dryRun = given.has('dry-run');
  return { kind: 'restore', principal, ...(copy !== undefined && { copy }), dryRun, ...placeOf(given) };
}

function reviewOf(given: Typed, more: readonly string[]): ReviewRequest {
  const [file, ...rest] = more;
  if (file === undefined || rest.length > 0) {
    const was = more.join(' ') || 'nothing';
    throw new UsageError(`review takes one file, which terraform show -json writes, or -, and was given ${was}`);
  }
  const format = oneOf(FORMATS, given.text('format') ?? 'text', '--format');
  return { kind: 'review', file, format, failIfWeaker: given.has('fail-if-weaker') };
}

/** Such as `user/ada`. */
function named(text: string): RestoreRequest['principal'] | undefined {
  const [, kind, name] = /^(user|role)\/([\w+=,.@-]{1,64})$/.exec(text) ?? [];
  return name === undefined ? undefined : { kind: kind === 'user' ? 'user' : 'role', name };
}

function placeOf(given: Typed): Place {
  const [prefix, profile] = [given.text('prefix'), given.text('profile')];
  return {
    ...(prefix !== undefined && { prefix }),
    ...(profile !== undefined && { profile }),
    region: given.text('region') ?? DEFAULT_REGION,
  };
}

function oneOf<T extends string>(all: readonly T[], given: string, option: string): T {
  const found = all.find((one) => one === given);
  if (found === undefined) throw new UsageError(`${option} ${given} is not allowed; allowed: ${all.join(', ')}`);
  return found;
}
