import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { baseOf, KEYS } from '../../src/audit/contract';
import { ASKED_SERVICES } from '../../src/domain/service-roles/asked';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { SCHEDULED } from '../../src/guardrails/catalogue/names';
import { aRole, atOnce, daysAgo, EVIDENCE, withCredentialReport } from './audit';
import { aKeyHolder, anotherKey } from './cleanup';
import { temporaryFolder } from './temporary-folder';
import { aDeniable } from './unused-services';
import { EVERYTHING } from './workloads';

const thresholds = { report: 30, disable: 90 };

/** Settings under which each guardrail asks for all that it can ask for, and none changes anything in its first run. */
export const lookingEverywhere = () => ({
  ...atOnce(
    {},
    { resourcePolicies: { services: ['kms', 'sqs', 'sns', 'secretsmanager', 'ecr'], regions: ['us-east-1'] } },
  ),
  permissionsBoundary: { mode: 'observe', tags: false },
  unusedServiceDeny: { mode: 'observe' },
  credentialCleanup: { keys: thresholds, users: thresholds, roles: { ...thresholds, regions: ['us-east-1'] } },
});

/** A folder with a `cdktf.json`. */
export function aProject(guardrails: object): string {
  const folder = temporaryFolder('project-');
  writeFileSync(
    join(folder, 'cdktf.json'),
    JSON.stringify({ context: { guardrails: { backend: 'local', ...guardrails } } }),
  );
  return folder;
}

const allowing = (...services: readonly string[]) =>
  policy({ Effect: 'Allow', Action: services.map((service) => `${service}:*`), Resource: '*' });

const grantingTo = (arn: string) => policy({ Effect: 'Allow', Principal: { AWS: arn }, Action: '*', Resource: '*' });

const policy = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

const trusting = (Service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
});

/** Somebody of every kind, of whom each guardrail has something to say. */
export async function aCast(account: EmbeddedAccount): Promise<void> {
  const app = aRole(account, 'app');
  aRole(account, 'idle', { used: [], ageDays: 300 });
  aRole(account, 'young', { ageDays: 3 });
  aDeniable(account, 'ada');
  aDeniable(account, 'bob', { used: ['s3', 'sqs', 'sns'] });
  account.addGroup({ name: 'team', inline: { own: allowing('s3', 'ec2') }, createdAt: daysAgo(account, 300) });
  account.addUser({ name: 'member', groups: ['team'], createdAt: daysAgo(account, 200) });
  aKeyHolder(account, 'late');
  const { arn } = aKeyHolder(account, 'seldom', 200);
  await anotherKey(account, 'seldom');
  for (const service of ASKED_SERVICES) {
    const trust = trusting(`${service}.amazonaws.com`);
    account.addRole({ name: `for-${service}`, trust, createdAt: daysAgo(account, 300) });
    for (const [workload] of EVERYTHING[service]) account.addWorkload(workload);
  }
  account.addBucket('data', grantingTo(app.arn));
  for (const service of ['sqs', 'sns', 'ecr'] as const) {
    account.addResource({ service, name: `some-${service}`, policy: grantingTo(app.arn) });
  }
  account.addResource({
    service: 'kms',
    name: 'some-kms',
    policy: grantingTo(`arn:aws:iam::${account.accountId}:root`),
  });
  account.addSecret({ name: 'some-secret', value: 'x', policy: grantingTo(app.arn) });
  const analyzer = account.addAnalyzer({ name: 'unused', type: 'ACCOUNT_UNUSED_ACCESS' });
  account.addFinding(analyzer, {
    ...{ findingType: 'UnusedIAMUserAccessKey', resource: arn },
    details: [{ unusedIamUserAccessKeyDetails: { accessKeyId: 'AKIASELDOM' } }],
  });
  await withCredentialReport(account);
}

const row = z.looseObject({ name: z.string(), decision: z.looseObject({ kind: z.string(), reason: z.string() }) });
const summary = z.looseObject({ counts: z.looseObject({}), principals: z.array(row) });

/** What a run says of everybody, but for what names the run, its start, or what a run that only looks does not do. */
export type Said = readonly Readonly<Record<string, unknown>>[];

function saidIn(text: string): Said {
  const { principals } = summary.parse(JSON.parse(text));
  const run = /(command|preview|run)-[\w-]+|\d{4}-\d\d-\d\dT[\d:.]+Z/g;
  return principals.map((one) => {
    const said = { ...one, tags: undefined, evidenceAt: undefined };
    return JSON.parse(JSON.stringify(said).replace(run, '')) as Record<string, unknown>;
  });
}

/** What the previews of a folder say, by guardrail. @throws Error where there is not one of each of these */
export function previewsIn(folder: string, guardrails: readonly string[] = SCHEDULED): Readonly<Record<string, Said>> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    guardrails.map((guardrail) => {
      const found = files.filter((file) => file.includes(`/${guardrail}/`) && file.endsWith(KEYS.summaryJson));
      if (found[0] === undefined || found.length > 1) throw new Error(`${found.length} summaries of ${guardrail}`);
      return [guardrail, saidIn(readFileSync(join(folder, found[0]), 'utf8'))];
    }),
  );
}

/** Has the deployment look at its account. @returns what its first runs say, by guardrail */
export async function deployedRuns(account: EmbeddedAccount): Promise<Readonly<Record<string, Said>>> {
  const said: Record<string, Said> = {};
  for (const guardrail of SCHEDULED) {
    const { status, cause } = await account.runStateMachine(
      `iam-guardrails-${guardrail}`,
      { purpose: 'change' },
      'run-1',
    );
    if (status !== 'SUCCEEDED') throw new Error(`${guardrail} ended as ${status}: ${String(cause)}`);
    const key = `${baseOf(account.accountId, guardrail)}/${KEYS.runs}/run-1/${KEYS.summaryJson}`;
    const found = account.objects(EVIDENCE).find((object) => object.key === key);
    if (found === undefined) throw new Error(`there is no ${key}`);
    said[guardrail] = saidIn(found.body.toString());
  }
  return said;
}
