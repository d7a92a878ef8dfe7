import * as z from 'zod/mini';
import type { EvidenceStore } from '../../aws/evidence-store';
import type { PlanHead } from '../../domain/run/run-plan';
import { KEYS } from '../contract';
import type { PlanInput } from '../payloads/plan';
import { read } from '../reading';

/** How many wait for a later run, so that runs go on day by day. */
export interface Wave {
  readonly version: 1;
  readonly runId: string;
  /** ISO 8601, start of the run that wrote it. */
  readonly startedAt: string;
  /** ISO 8601, start of the change run that opened the wave. */
  readonly begunAt: string;
  readonly waiting: number;
  /** When a run last took up each of those who are still to be changed ({@link turnsBefore}). Absent: nobody had a turn. */
  readonly turns?: Readonly<Record<string, string>> | undefined;
}

/** What the scope of a run rests on. */
export interface WaveWork {
  readonly store: EvidenceStore;
  /** Where the audit keeps its objects. */
  readonly base: string;
  readonly mode: PlanHead['mode'];
  readonly now: Date;
}

/** What a run has found is fresh enough to take something away for so long. */
const FRESH_MS = 2 * 86_400_000;

/** Clocks differ by no more. */
const AHEAD_MS = 600_000;

const time = z.string().check(z.refine((value) => !Number.isNaN(Date.parse(value)), 'expected a time'));

const waveObject = z.object({
  version: z.literal(1),
  runId: z.string().check(z.minLength(1)),
  startedAt: time,
  begunAt: time,
  waiting: z.number().check(z.nonnegative()),
  turns: z.optional(z.record(z.string(), time)),
});

/** Reads how many wait. @throws PayloadError naming the field */
export function waveOf(value: unknown, which: string): Wave {
  return read(waveObject, value, which);
}

/** The last wave; one that is yet to come is nobody's, and would have no end. */
export async function waveIn({ store, base, mode, now }: WaveWork): Promise<Wave | undefined> {
  const key = `${base}/${KEYS.wave}`;
  const value = mode === 'enforce' ? await store.getJson(key) : undefined;
  if (value === undefined) return undefined;
  const wave = waveOf(value, key);
  const isToCome = (at: string) => Date.parse(at) > now.getTime() + AHEAD_MS;
  return isToCome(wave.startedAt) || isToCome(wave.begunAt) ? undefined : wave;
}

/** A run that has written of the wave already was about everything. */
export function scopeOf(
  { purpose, runId, startedAt }: PlanInput,
  wave: Wave | undefined,
  { mode, now }: Pick<WaveWork, 'mode' | 'now'>,
): PlanHead['scope'] {
  // What was used since is unknown to a run that is redriven days later: it takes nothing away.
  if (mode === 'enforce' && now.getTime() - Date.parse(startedAt) > FRESH_MS) return 'widening';
  if (mode === 'observe' || purpose === 'change') return 'everything';
  return wave !== undefined && (wave.waiting > 0 || wave.runId === runId) ? 'everything' : 'widening';
}

/** When the change run began whose wave a run goes on with: ISO 8601. A change run begins a wave of its own. */
export function begunAtOf({ purpose, startedAt }: PlanInput, wave: Wave | undefined): string {
  return purpose === 'change' ? startedAt : (wave?.begunAt ?? startedAt);
}

/** An old run that is redriven says nothing of a younger one's wave. */
export async function noteWave(
  wave: Wave,
  last: Wave | undefined,
  { store, base }: Pick<WaveWork, 'store' | 'base'>,
): Promise<void> {
  if (last !== undefined && Date.parse(last.startedAt) > Date.parse(wave.startedAt)) return;
  await store.putJson(`${base}/${KEYS.wave}`, wave);
}
