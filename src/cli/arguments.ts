import { principalNamedBy } from '../domain/identity/principal';
import { SCHEDULED } from '../guardrails/catalogue/names';
import { COMMON, typed, type OptionName, type Typed } from './options';
import {
  FORMATS,
  PURPOSES,
  type AuditRequest,
  type CommandRequest,
  type Place,
  type PlanPolicyRequest,
  type PreviewRequest,
  type ReplayRequest,
  type RestoreRequest,
  type ReviewRequest,
  type SnapshotRequest,
} from './requests';
import { UsageError } from './usage-error';

const COMMANDS = ['audit', 'preview', 'snapshot', 'replay', 'restore', 'review', 'help'];
const OF_AUDIT: readonly OptionName[] = ['guardrail', 'room', 'observe', 'purpose', 'out', ...COMMON];
const OF_PREVIEW: readonly OptionName[] = [
  'guardrail',
  'room',
  'purpose',
  'out',
  'settings',
  'snapshot',
  'policy',
  ...COMMON,
];
const OF_SNAPSHOT: readonly OptionName[] = ['out', 'anonymise', 'settings', ...COMMON];
const OF_REPLAY: readonly OptionName[] = ['days', 'out', 'settings', ...COMMON];
const OF_RESTORE: readonly OptionName[] = ['copy', 'dry-run', ...COMMON];
const OF_REVIEW: readonly OptionName[] = ['format', 'fail-if-weaker', 'policy', 'settings', 'help', 'version'];

/** By command; whatever is none may have been meant for one that audits. */
const OPTIONS_OF = new Map([
  ['preview', OF_PREVIEW],
  ['replay', OF_REPLAY],
  ['restore', OF_RESTORE],
  ['snapshot', OF_SNAPSHOT],
  ['review', OF_REVIEW],
]);

/** CloudTrail's event history goes back so far. */
const MOST_DAYS = 90;

const DEFAULT_REGION = 'us-east-1';
const DEFAULT_OUT = 'iam-guardrails-report';

/** Reads what was typed behind the name of the command. @throws UsageError naming what is not allowed, and what is */
export function requestOf(args: readonly string[]): CommandRequest {
  const given = typed(args);
  const [command, ...more] = given.positionals;
  given.check(OPTIONS_OF.get(command ?? '') ?? OF_AUDIT);
  if (given.has('help') || command === 'help') return { kind: 'help' };
  if (given.has('version')) return { kind: 'version' };
  if (command === 'audit') return auditOf(given, more);
  if (command === 'preview') return previewOf(given, more);
  if (command === 'snapshot') return snapshotOf(given, more);
  if (command === 'replay') return replayOf(given, more);
  if (command === 'restore') return restoreOf(given, more);
  if (command === 'review') return reviewOf(given, more);
  const said = command === undefined ? 'no command is given' : `${command} is no command`;
  throw new UsageError(`${said}; allowed: ${COMMANDS.join(', ')}`);
}

function auditOf(given: Typed, more: readonly string[]): AuditRequest | PreviewRequest {
  optionsOnly('audit', more);
  const guardrail = guardrailIn(given) ?? SCHEDULED[0];
  const purpose = oneOf(PURPOSES, given.text('purpose') ?? 'audit', '--purpose');
  if (given.has('observe')) return { ...previewed(given), guardrails: [guardrail], purpose };
  if (given.text('out') !== undefined)
    throw new UsageError('--out is a folder for what --observe finds; allowed: both, or neither');
  return { kind: 'audit', guardrail, purpose, ...placeOf(given) };
}

/** @returns undefined where none is named */
function guardrailIn(given: Typed): (typeof SCHEDULED)[number] | undefined {
  const [option, other] = (['guardrail', 'room'] as const).filter((name) => given.text(name) !== undefined);
  if (other !== undefined)
    throw new UsageError(
      `--room ${given.text(other) ?? ''} is the former name of --guardrail; allowed: --guardrail alone`,
    );
  return option && oneOf(SCHEDULED, given.text(option) ?? '', `--${option}`);
}

function previewOf(given: Typed, more: readonly string[]): PreviewRequest {
  optionsOnly('preview', more);
  const guardrail = guardrailIn(given);
  return {
    ...previewed(given),
    guardrails: guardrail === undefined ? SCHEDULED : [guardrail],
    purpose: oneOf(PURPOSES, given.text('purpose') ?? 'change', '--purpose'),
  };
}

function snapshotOf(given: Typed, more: readonly string[]): SnapshotRequest {
  optionsOnly('snapshot', more);
  const [out, settings] = [given.text('out'), given.text('settings')];
  if (out === undefined) throw new UsageError('snapshot needs --out, the file to write');
  return {
    ...{ kind: 'snapshot', out, anonymise: given.has('anonymise'), ...placeOf(given) },
    ...(settings !== undefined && { settings }),
  };
}

function replayOf(given: Typed, more: readonly string[]): ReplayRequest {
  optionsOnly('replay', more);
  const [days, settings] = [given.text('days') ?? String(MOST_DAYS), given.text('settings')];
  if (!/^[1-9]\d?$/.test(days) || Number(days) > MOST_DAYS)
    throw new UsageError(`--days ${days} is not allowed; allowed: 1 to ${MOST_DAYS}`);
  return {
    ...{ kind: 'replay', days: Number(days), out: given.text('out') ?? DEFAULT_OUT, ...placeOf(given) },
    ...(settings !== undefined && { settings }),
  };
}

function previewed(given: Typed): Omit<PreviewRequest, 'guardrails' | 'purpose'> {
  const [settings, snapshot] = [given.text('settings'), given.text('snapshot')];
  return {
    ...(snapshot !== undefined && { snapshot }),
    ...{ kind: 'preview', out: given.text('out') ?? DEFAULT_OUT, policy: given.has('policy'), ...placeOf(given) },
    ...(settings !== undefined && { settings }),
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

function reviewOf(given: Typed, more: readonly string[]): ReviewRequest | PlanPolicyRequest {
  const [file, ...rest] = more;
  if (given.has('policy') && file === undefined) {
    const settings = given.text('settings');
    return { kind: 'plan-policy', ...(settings !== undefined && { settings }) };
  }
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

function optionsOnly(command: string, more: readonly string[]): void {
  if (more.length > 0) throw new UsageError(`${command} takes options only, and was given ${more.join(' ')}`);
}

function oneOf<T extends string>(all: readonly T[], given: string, option: string): T {
  const found = all.find((one) => one === given);
  if (found === undefined) throw new UsageError(`${option} ${given} is not allowed; allowed: ${all.join(', ')}`);
  return found;
}
