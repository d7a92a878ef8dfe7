import type { Mode } from '../../domain/mode';
import type { DeploymentProps } from '../../foundation/deployment';
import { baseOf, evidenceBaseOf, functionOf, type Job } from '../contract';
import type { AuditRules } from '../rules';

/** Names and ARNs that narrow what the functions of an audit may do. */
export interface AuditNames {
  readonly accountId: string;
  /** ARN of each function. */
  readonly functions: Readonly<Record<Job, string>>;
  readonly users: string;
  readonly groups: string;
  readonly roles: string;
  /** Principals that no function of the guardrail may change: the project's own roles, deployers, break-glass. */
  readonly untouchable: readonly string[];
  /** Roles that no function may change by their paths: all of the deployment's, now and later, and AWS's own. */
  readonly reserved: readonly string[];
  readonly mode: Mode;
  /** What is open in the ledger while it stands, as a Sid says it, such as `Keys`. */
  readonly opens: string;
  readonly bucketArn: string;
  /** Where the guardrail's objects are in the bucket, without a slash at the end. */
  readonly base: string;
  /** Where the evidence of the account is, for all guardrails, without a slash at the end. */
  readonly evidenceBase: string;
  readonly ledgerArn: string;
  /** Queue of the watch. */
  readonly queueArn: string;
  /** Absent where the settings hold every exemption. */
  readonly exemptionsObjectArn?: string | undefined;
  /** Absent where this object has no key, or that of everything. */
  readonly exemptionsKmsKeyArn?: string | undefined;
  /** What findings in Security Hub are a product of. Absent where it is not told. */
  readonly hubProductArn?: string | undefined;
  /** Absent where nobody is told. */
  readonly topicArn?: string | undefined;
  /** Absent where the topic has no key, or that of everything. */
  readonly topicKmsKeyArn?: string | undefined;
  /** Absent where AWS's own keys are used. */
  readonly kmsKeyArn?: string | undefined;
}

/** What the names of an audit are made of, beside the deployment. */
export interface NamedBy {
  readonly guardrail: string;
  readonly opens: string;
  readonly rules: Pick<AuditRules, 'mode' | 'exemptionsObject' | 'protectedArns' | 'deploymentRoleArn' | 'securityHub'>;
  /** @default - the object with further exemptions has no key, or that of everything */
  readonly exemptionsKmsKeyArn?: string | undefined;
}

/** What of a deployment its audits go by. */
export type AuditedDeployment = Pick<
  DeploymentProps,
  'names' | 'accountId' | 'prefix' | 'topicArn' | 'topicKmsKeyArn' | 'kmsKeyArn'
>;

/** The names of one guardrail's audit in a deployment. */
export function auditNamesOf(deployment: AuditedDeployment, named: NamedBy): AuditNames {
  const { names, accountId, topicArn, topicKmsKeyArn, kmsKeyArn } = deployment;
  const { guardrail, opens, exemptionsKmsKeyArn } = named;
  const { mode, exemptionsObject, protectedArns, deploymentRoleArn, securityHub } = named.rules;
  const arnOf = (job: Job) => names.functionArn(functionOf(guardrail, job));
  return {
    accountId,
    functions: {
      ...{ inventory: arnOf('inventory'), batch: arnOf('batch'), plan: arnOf('plan') },
      ...{ change: arnOf('change'), summary: arnOf('summary'), watch: arnOf('watch') },
    },
    users: names.users,
    groups: names.groups,
    roles: names.roles,
    untouchable: [
      // Of whatever guardrail: a list of names would grow with every one of them.
      names.ownRoleArn('*'),
      ...protectedArns,
      ...(deploymentRoleArn === undefined ? [] : [deploymentRoleArn]),
    ],
    reserved: [names.ownRoleArn('*'), ...names.reservedRoles],
    mode,
    opens,
    bucketArn: names.evidenceBucketArn,
    base: baseOf(accountId, guardrail),
    evidenceBase: evidenceBaseOf(accountId),
    ledgerArn: names.ledgerArn,
    queueArn: names.queueArn(functionOf(guardrail, 'watch')),
    exemptionsObjectArn: exemptionsObject === undefined ? undefined : names.objectArn(exemptionsObject),
    exemptionsKmsKeyArn,
    hubProductArn: securityHub === true ? names.hubProductArn : undefined,
    topicArn,
    topicKmsKeyArn,
    kmsKeyArn,
  };
}
