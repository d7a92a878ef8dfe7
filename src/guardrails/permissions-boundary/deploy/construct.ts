import type { Mode } from '../../../domain/mode';
import type { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { Audit } from '../../../audit/deploy/construct';
import { baseOf, evidenceBaseOf } from '../../../audit/contract';
import type { Precondition } from '../../../constructs/event-trigger';
import { READING, type ResourceService } from '../../../domain/policy/resource-services';
import { changePermissions, planPermissions } from './changing-permissions';
import { ENV, RULES_FILE } from '../../../wiring/contract';
import { boundaryNamePrefixOf, FUNCTIONS, PERMISSIONS_BOUNDARY, SEARCHES } from '../contract';
import { batchPermissions, inventoryPermissions, summaryPermissions, watchPermissions } from './permissions';
import { scheduledRuns, type Rhythms } from './schedules';
import type { PermissionsBoundaryNames } from './statements';
import type { DeploymentProps } from '../../../foundation/deployment';

export interface PermissionsBoundaryProps extends DeploymentProps {
  /** What the guardrail judges by; part of the bundles. */
  readonly rules: object;

  /** Whether boundaries are put on principals, reported, or neither. */
  readonly mode: Mode;

  /** Whether users and roles are tagged. */
  readonly tags: boolean;

  /** ARNs of the deployment's own roles, which no function of the guardrail may touch. */
  readonly ownRoleArns: readonly string[];

  /** Exact ARNs of users and roles that no function of the guardrail may touch. */
  readonly protectedArns: readonly string[];

  /** Id of each admin group by its name in the settings; none where no plan asks for them. */
  readonly adminGroupIds: Readonly<Record<string, string>>;

  /** When audits run, and when boundaries change. */
  readonly schedules: Rhythms;

  readonly overdueAfterDays: number;
  readonly evidenceBucket: string;

  /** What must be true before anybody is bounded; not asked where nobody is. */
  readonly preconditions: readonly Precondition[];

  /**
   * Object with further exemptions, as `s3://bucket/key`.
   *
   * @default - the rules hold every exemption
   */
  readonly exemptionsObject?: string | undefined;

  /**
   * Services whose resource policies are read beside those of buckets.
   *
   * @default - none
   */
  readonly resourceServices?: readonly ResourceService[];

  /**
   * Key that encrypts this object.
   *
   * @default - a key of S3
   */
  readonly exemptionsKmsKeyArn?: string | undefined;
}

/** Audits by Access Advisor who uses what, tags it, and reports the boundary each would get, or puts it. */
export class PermissionsBoundary extends Construct {
  public readonly stateMachineArn: string;
  public readonly deadLettersUrl: string;
  /** What starts runs and lets events in: to be made after everything else. */
  public readonly entrance: readonly TerraformResource[];

  public constructor(scope: Construct, id: string, props: PermissionsBoundaryProps) {
    super(scope, id);
    const { prefix, accountId, evidenceBucket, topicArn, schedules, mode } = props;
    const enforces = mode === 'enforce';
    const narrowed = narrowedBy(props);
    const audit = new Audit(this, 'audit', {
      ...props,
      guardrail: PERMISSIONS_BOUNDARY,
      description: `Audits by Access Advisor who uses what, tags it, and ${enforces ? 'puts' : 'reports'} boundaries`,
      bucket: evidenceBucket,
      files: { [RULES_FILE]: `${JSON.stringify(props.rules, null, 2)}\n` },
      environment: {
        [ENV.accountId]: accountId,
        [ENV.evidenceBucket]: evidenceBucket,
        [ENV.topicArn]: topicArn ?? '',
        [ENV.ledgerTable]: props.ledgerTable,
        [ENV.metricNamespace]: prefix,
        [ENV.adminGroupIds]: JSON.stringify(props.adminGroupIds),
      },
      permissions: {
        inventory: inventoryPermissions(narrowed),
        batch: batchPermissions(narrowed),
        summary: summaryPermissions(narrowed),
        watch: watchPermissions(narrowed),
      },
      planPermissions: mode === 'off' ? undefined : planPermissions(narrowed),
      changePermissions: enforces ? changePermissions(narrowed) : undefined,
      schedules: scheduledRuns(mode, schedules, props.preconditions),
      searches: SEARCHES,
    });
    this.stateMachineArn = audit.stateMachineArn;
    this.deadLettersUrl = audit.deadLettersUrl;
    this.entrance = audit.entrance;
  }
}

function narrowedBy(props: PermissionsBoundaryProps): PermissionsBoundaryNames {
  const { prefix, names, accountId, exemptionsObject, mode, tags, topicArn, kmsKeyArn } = props;
  return {
    inventoryArn: names.functionArn(FUNCTIONS.inventory),
    batchArn: names.functionArn(FUNCTIONS.batch),
    planArn: names.functionArn(FUNCTIONS.plan),
    changeArn: names.functionArn(FUNCTIONS.change),
    summaryArn: names.functionArn(FUNCTIONS.summary),
    watchArn: names.functionArn(FUNCTIONS.watch),
    users: names.users,
    groups: names.groups,
    roles: names.roles,
    untouchable: [...props.ownRoleArns, ...props.protectedArns],
    unboundable: [names.ownRoleArn('*'), ...names.reservedRoles],
    boundaries: names.ownPolicyArn(`${boundaryNamePrefixOf(prefix)}*`),
    buckets: names.buckets,
    readable: (props.resourceServices ?? []).map((service) => {
      const { list, read, resource } = READING[service];
      return { service, list, read, arn: names.everywhereArn(service, resource) };
    }),
    mode,
    tags,
    bucketArn: names.evidenceBucketArn,
    base: baseOf(accountId, PERMISSIONS_BOUNDARY),
    evidenceBase: evidenceBaseOf(accountId),
    ledgerArn: names.ledgerArn,
    queueArn: names.queueArn(FUNCTIONS.watch),
    exemptionsObjectArn: exemptionsObject === undefined ? undefined : names.objectArn(exemptionsObject),
    exemptionsKmsKeyArn: props.exemptionsKmsKeyArn,
    topicArn,
    topicKmsKeyArn: props.topicKmsKeyArn,
    kmsKeyArn,
  };
}
