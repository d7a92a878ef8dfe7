import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { RESOURCE_SERVICES } from '../../../src/domain/policy/resource-services';
import { iamShape } from './iam';

/** Folder of the recordings; each is one file. */
export const RECORDINGS = join(__dirname, '../../account/recorded-states');

/** Names of the principals that a test asks about. */
const cast = z.strictObject({
  /** Had a boundary of an earlier tool, which was replaced. */
  adopted: z.string(),
  /** Was granted a service after its boundary was put, and got it from an upkeep run; it never used the service. */
  granted: z.strictObject({ name: z.string(), service: z.string() }),
  /** Tried a service that its boundary denies; people were told. */
  needsAgain: z.strictObject({ name: z.string(), service: z.string() }),
  /** Keeps a service because the policy of a resource names the role. */
  kept: z.strictObject({ name: z.string(), service: z.string() }),
  /** Lost its boundary to someone else once, and got it again from a run. */
  flippedOnce: z.string(),
  /** Was released by a person while the wave was open. */
  released: z.string(),
  /** The last run, and who got a boundary from it. */
  run: z.strictObject({ id: z.string(), bounded: z.array(z.string()) }),
  /** Still wait for a boundary when the last run of the wave has ended. */
  waiting: z.array(z.string()),
  /** Denied IAM by the managed policy. */
  rogue: z.string(),
  /** Denied IAM by the inline policy. */
  packed: z.string(),
  /** Denied IAM by a boundary. */
  cornered: z.string(),
});
export type Cast = z.infer<typeof cast>;

const use = z.strictObject({
  arn: z.string(),
  action: z.string(),
  at: z.string(),
  resource: z.string().optional(),
  /** Absent: the first access key of a user, or its password. */
  credential: z.string().optional(),
});

/** What is stored, and the account that it is about, whatever guardrail has stored it. */
export const stored = {
  /** As below `context.guardrails` in `cdktf.json`. */
  settings: z.looseObject({}),
  /** What the account's ids follow from. */
  seed: z.string(),
  /** The account's time; ISO 8601. */
  time: z.string(),
  /** What principals did or tried, from which Access Advisor's reports follow. */
  uses: z.array(use),
  resources: z.array(z.strictObject({ service: z.enum(RESOURCE_SERVICES), name: z.string(), policy: z.string() })),
  /** IAM before a guardrail did anything. */
  before: iamShape,
  /** IAM when the state was recorded. */
  iam: iamShape,
  /** Payloads of the functions of the last run, in the order of their invocations. */
  payloads: z.record(z.string(), z.unknown()),
  /** Every item of the ledger's table, in DynamoDB's JSON. */
  ledger: z.array(z.looseObject({})),
  /** Objects of the evidence bucket by key: a value where the object is JSON, else its text. */
  evidence: z.record(z.string(), z.unknown()),
};

const shape = z.strictObject({ ...stored, cast });

/** What the functions of one version have stored, and the account they stored it about. */
export type Recording = z.infer<typeof shape>;

/** The same, of whatever guardrail. */
export type Stored = Omit<Recording, 'cast'>;

/** Names of all recordings. */
export function recordings(folder = RECORDINGS): readonly string[] {
  return readdirSync(folder).flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : []));
}

/** @throws ZodError naming what is missing or unknown */
export function recordingNamed(name: string): Recording {
  return shape.parse(JSON.parse(readFileSync(join(RECORDINGS, `${name}.json`), 'utf8')));
}

/** How a recording holds an object: as a value where that gives the same bytes back, else as text. */
export function recordedObject(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && JSON.stringify(value) === text ? value : text;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return text;
  }
}

/** The text of an object, as it was stored. */
export function storedText(recorded: unknown): string {
  return typeof recorded === 'string' ? recorded : JSON.stringify(recorded);
}
