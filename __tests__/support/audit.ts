import { readFileSync, writeFileSync, cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GenerateCredentialReportCommand } from '@aws-sdk/client-iam';
import * as z from 'zod';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { iamOf } from '../../src/trial/scenarios/cast';
import { temporaryFolder } from './temporary-folder';

export const MACHINE = 'iam-guardrails-permissions-boundary';
export const INVENTORY = 'iam-guardrails-permissions-boundary-inventory';
export const BATCH = 'iam-guardrails-permissions-boundary-batch';
export const SUMMARY = 'iam-guardrails-permissions-boundary-summary';
export const WATCH = 'iam-guardrails-permissions-boundary-watch';
export const EVIDENCE = 'iam-guardrails-evidence-111122223333';
export const LEDGER = 'iam-guardrails-ledger';
export const RUNS = 'accounts/111122223333/permissions-boundary/runs';

/** Settings of an audit that waits for nothing and slows nobody down; reports must be ready at once. */
export const atOnce = (more: object = {}, audit: object = {}) => ({
  audit: { reportWaitSeconds: 0, reportTimeoutSeconds: 2, concurrency: 1, ...audit },
  limits: { iamCallsPerSecond: 100 },
  ...more,
});

/**
 * An account whose reports are ready at once, at a fixed time. The revoker, who only looks on here, has one worker: each
 * takes half a second of a processor to start.
 */
export const READY = {
  accessAdvisor: { jobMs: [0, 0] as const },
  startAt: new Date('2026-06-01T00:00:00Z'),
  workers: 1,
};

const DAY_MS = 86_400_000;

export const daysAgo = (account: EmbeddedAccount, days: number): Date =>
  new Date(account.clock.now().getTime() - days * DAY_MS);

const allowing = (actions: readonly string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });

/** What somebody may do, and did. */
interface History {
  /** @default s3, sqs and sns */
  readonly may?: readonly string[];
  /** Services used five days ago. @default s3 */
  readonly used?: readonly string[];
  /** @default 200 */
  readonly ageDays?: number;
  readonly tags?: Readonly<Record<string, string>>;
  readonly boundary?: string;
}

/** A role with a history. @returns its ARN and id */
export function aRole(account: EmbeddedAccount, name: string, history: History = {}) {
  const { may = ['s3:*', 'sqs:*', 'sns:*'], used = ['s3'], ageDays = 200, ...rest } = history;
  const seed = { name, inline: { own: allowing(may) }, createdAt: daysAgo(account, ageDays), ...rest };
  const role = account.addRole(seed);
  for (const service of used) account.use({ arn: role.arn, action: `${service}:Any`, at: daysAgo(account, 5) });
  return role;
}

/** Has IAM's credential report made, which takes a new account some seconds. */
export async function withCredentialReport(account: EmbeddedAccount): Promise<void> {
  const iam = iamOf(account, account.root);
  for (let made = false; !made;) {
    made = (await iam.send(new GenerateCredentialReportCommand())).State === 'COMPLETE';
    if (!made) account.clock.advance(5_000);
  }
}

/** Runs the state machine. */
export async function audit(account: EmbeddedAccount, name = 'run-1', purpose = 'audit') {
  await withCredentialReport(account);
  const execution = await account.runStateMachine(MACHINE, { purpose }, name);
  await account.idle();
  return execution;
}

const row = z.looseObject({
  name: z.string(),
  arn: z.string(),
  granted: z.number().nullable(),
  used: z.number().nullable(),
  usedServices: z.array(z.string()),
  decision: z.looseObject({ kind: z.string(), reason: z.string(), why: z.string().optional() }),
  tags: z.looseObject({ kind: z.string(), why: z.string().optional() }),
  wouldChange: z.string(),
});
const summary = z.looseObject({ counts: z.looseObject({ failed: z.number() }), principals: z.array(row) });

/** Text of an object of a run. */
export function textOf(account: EmbeddedAccount, file: string, runId = 'run-1'): string {
  const key = `${RUNS}/${runId}/${file}`;
  const found = account.objects(EVIDENCE).find((object) => object.key === key);
  if (!found) throw new Error(`there is no ${key}`);
  return found.body.toString();
}

export const summaryOf = (account: EmbeddedAccount, runId = 'run-1') =>
  summary.parse(JSON.parse(textOf(account, 'summary.json', runId)));

/** What a run says of somebody. */
export function rowOf(account: EmbeddedAccount, name: string, runId = 'run-1') {
  const found = summaryOf(account, runId).principals.find((one) => one.name === name);
  if (!found) throw new Error(`the summary of ${runId} does not name ${name}`);
  return found;
}

/** Tags of a role, as IAM holds them. */
export function tagsOf(account: EmbeddedAccount, name: string): Readonly<Record<string, string>> {
  const role = account.snapshot().roles.find((one) => one.arn.endsWith(`/${name}`));
  if (!role) throw new Error(`there is no role ${name}`);
  return role.tags;
}

/** A copy of a synthesised stack in which the state machine's definition reads otherwise. @returns path of the copy */
export function withDefinition(templatePath: string, change: (definition: string) => string): string {
  const folder = temporaryFolder('changed-stack-');
  cpSync(dirname(templatePath), folder, { recursive: true });
  const path = join(folder, 'cdk.tf.json');
  const template = z
    .looseObject({
      resource: z.looseObject({
        aws_sfn_state_machine: z.record(z.string(), z.looseObject({ definition: z.string() })),
      }),
    })
    .parse(JSON.parse(readFileSync(templatePath, 'utf8')));
  for (const machine of Object.values(template.resource.aws_sfn_state_machine)) {
    const changed = change(machine.definition);
    if (changed === machine.definition) throw new Error('the definition does not hold what was to be changed');
    machine.definition = changed;
  }
  writeFileSync(path, JSON.stringify(template));
  return path;
}

/** A copy of a synthesised stack whose evidence bucket takes objects from anybody. @returns path of the copy */
export function withOpenBucket(templatePath: string): string {
  const folder = temporaryFolder('open-bucket-');
  cpSync(dirname(templatePath), folder, { recursive: true });
  const text = readFileSync(templatePath, 'utf8');
  const opened = text.replace('}/accounts/*', '}/nobody/*');
  if (opened === text) throw new Error('no policy of a bucket narrows who may write evidence');
  writeFileSync(join(folder, 'cdk.tf.json'), opened);
  return join(folder, 'cdk.tf.json');
}
