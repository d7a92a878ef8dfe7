import * as z from 'zod';
import { RUNBOOK } from '../domain/notice/runbook';
import { EVENT_DRIVEN, SCHEDULED } from '../guardrails/catalogue/settings';
import { auditSettings } from './audit';
import { backend } from './backend';
import { contradictionsIn } from './contradictions';
import { exemptions } from './exemptions';
import { guardrails, limitsOf, slicesOf } from './guardrails';
import { notifications } from './notifications';
import type { ExactArn } from '../setting-values/contradiction';
import {
  accountId,
  keyArn,
  namePrefix,
  policyArn,
  principalArn,
  retentionDays,
  roleArn,
  runbookUrl,
  sentence,
} from '../setting-values/shapes';
import { tags } from './tags';
import { trailOfReads, trailSettings } from './trail';

const protectedPrincipal = z.strictObject({
  arn: principalArn.describe('Exact ARN of a user or role'),
  reason: sentence.describe('Why no scheduled guardrail touches it'),
});

const everything = z.strictObject({
  allowedAccountIds: z
    .array(accountId)
    .default([])
    .describe('Accounts Terraform may deploy to; [] lets the credentials decide'),
  backend: backend.optional().describe('Where the Terraform state lives; left out: local, with a warning'),
  region: z
    .literal('us-east-1')
    .meta({ title: `"us-east-1", because IAM's events reach EventBridge in that Region only` })
    .default('us-east-1')
    .describe("IAM's events reach EventBridge in us-east-1 only"),
  partition: z
    .literal('aws')
    .meta({ title: `"aws", because IAM's events reach EventBridge in us-east-1, which only that partition has` })
    .default('aws')
    .describe('Partition of the accounts'),
  namePrefix: namePrefix.default('iam-guardrails').describe('Beginning of every name the project creates'),
  protectData: z
    .boolean()
    .default(true)
    .describe(
      'Whether plans are refused that would delete or replace the ledger, the evidence bucket or the trail bucket',
    ),
  defaultTags: tags.default({}).describe('Tags on everything that can carry tags'),
  kmsKeyArn: keyArn
    .describe(
      "Key for logs, queue, topic, table and bucket; its policy must allow their services. Default: AWS's own keys",
    )
    .optional(),
  rolePermissionsBoundaryArn: policyArn
    .describe('Boundary put on the roles of the functions: a policy of their account or of AWS; default: none')
    .optional(),
  assumeRoleArn: roleArn
    .describe('Role that Terraform assumes to deploy; default: the credentials as they are')
    .optional(),
  deployers: z
    .array(principalArn)
    // Each stands in four event patterns, which hold 2,048 characters.
    .max(3)
    .meta({ title: 'a list of at most 3 exact ARNs of users and roles' })
    .describe(
      'Users and roles that deploy: nobody is told what they change of the guard itself; default: assumeRoleArn',
    )
    .optional(),
  lambdaRuntime: z
    .enum(['nodejs22.x', 'nodejs24.x'])
    .default('nodejs22.x')
    .describe('Runtime of the functions; nodejs24.x needs version 6.21 of the AWS provider, or a later one')
    .meta({ title: '"nodejs22.x", or "nodejs24.x" with the AWS provider 6.21 or later' }),
  logRetentionDays: retentionDays.default(365).describe('Days that log groups keep their events'),
  notifications: notifications.prefault({}).describe('Who is told'),
  runbookUrl: runbookUrl
    .default(RUNBOOK)
    .describe('Where docs/runbook.md can be read, for mails and alarms; default: the name of the file'),
  dashboard: z
    .boolean()
    .default(true)
    .describe('Whether CloudWatch has a dashboard of all guardrails; three of an account are free'),
  securityHub: z
    .boolean()
    .default(false)
    .describe('Whether AWS Security Hub of this account and Region is told what scheduled guardrails find'),
  trail: trailSettings.prefault({}).describe('The CloudTrail trail that makes IAM calls visible'),
  ...slicesOf(EVENT_DRIVEN),
  audit: auditSettings.prefault({}).describe('How scheduled guardrails look at who used what'),
  ...slicesOf(SCHEDULED),
  exemptions: exemptions.prefault([]).describe('Users and roles that scheduled guardrails leave alone, by choice'),
  protectedPrincipals: z
    .array(protectedPrincipal)
    // Each stands in the policies of functions, which hold 10,240 characters.
    .max(40)
    .meta({ title: 'a list of at most 40, each an object with the keys arn, reason' })
    .default([])
    .describe('Deployers, break-glass: no scheduled guardrail touches them, and no function of one may'),
  controlAccountIds: z
    .array(accountId)
    .default([])
    .describe(
      'Accounts that govern this one, such as the management account; a control role that trusts others is told of at every run',
    ),
  limits: z
    .strictObject({
      ...limitsOf(EVENT_DRIVEN),
      iamCallsPerSecond: z
        .int()
        .min(1)
        .max(100)
        .default(10)
        .describe(
          'What the scheduled guardrails may take together of the rate that IAM allows the account, per API action',
        ),
      changesPerRun: z
        .int()
        .min(1)
        .max(10_000)
        .default(50)
        .describe(
          'Principals that may get a first or narrower boundary, or be denied more, in one run; the rest wait for the next',
        ),
      maxChangePercent: z
        .int()
        .min(1)
        .max(100)
        .default(20)
        .describe(
          'Share of the bounded that may get a narrower boundary, or of the users that may be denied more, in one run; five always may',
        ),
      ...limitsOf(SCHEDULED),
    })
    .prefault({})
    .describe('How much the guardrails may change'),
});

/** Everything a deployment can set, in `cdktf.json` under `context.guardrails`. */
export const settingsSchema = everything.superRefine((settings, context) => {
  for (const { path, message } of contradictionsIn(settings)) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
  trailOfReads(settings, context);
  const { allowedAccountIds } = settings;
  if (allowedAccountIds.length === 0) return;
  for (const { arn, path, kind } of exactArnsIn(settings)) {
    const [, , , , account = ''] = arn.split(':');
    // An account may be a pattern in an exemption, and AWS itself in a boundary.
    if (allowedAccountIds.includes(account) || account === '*' || account === 'aws') continue;
    const message = `account ${account} is not one of allowedAccountIds; allowed: ${kind} in ${allowedAccountIds.join(', ')}`;
    context.addIssue({ code: 'custom', path: [...path], message });
  }
});

/** The ARNs that name somebody in an account of the deployment, and where they are written. */
function exactArnsIn(settings: z.output<typeof everything>): ExactArn[] {
  const { exemptions: some, protectedPrincipals, assumeRoleArn, rolePermissionsBoundaryArn: boundary } = settings;
  const { deployers = [] } = settings;
  return [
    ...(assumeRoleArn === undefined ? [] : [{ arn: assumeRoleArn, path: ['assumeRoleArn'], kind: 'a role' }]),
    ...deployers.map((arn, index) => ({ arn, path: ['deployers', index], kind: 'a user or role' })),
    ...(boundary === undefined
      ? []
      : [{ arn: boundary, path: ['rolePermissionsBoundaryArn'], kind: 'a policy of AWS, or one' }]),
    ...guardrails.flatMap(({ exactArns }) => exactArns?.(settings) ?? []),
    ...some.flatMap(({ match: { arn } }, index) =>
      arn === undefined ? [] : [{ arn, path: ['exemptions', index, 'match', 'arn'], kind: 'a user or role' }],
    ),
    ...protectedPrincipals.map(({ arn }, index) => ({
      arn,
      path: ['protectedPrincipals', index, 'arn'],
      kind: 'a user or role',
    })),
  ];
}

export type Settings = z.output<typeof settingsSchema> & {
  /** Nothing where the settings have no environments. */
  readonly environments?: Environments;
};

/** The environments of a file, as far as one deployment is concerned. */
export interface Environments {
  /** The one that is deployed; nothing for the settings without an overlay. */
  readonly chosen?: string;

  /** What should be mended and can be deployed all the same. */
  readonly warnings: readonly string[];
}
