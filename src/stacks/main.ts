import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { Annotations, TerraformOutput, type TerraformResource, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { createdAfter } from '../constructs/created-after';
import { startCommand } from '../domain/commands/runs';
import { deployerIsSpared } from '../foundation/deployer';
import type { DeployedRoom } from '../foundation/deployment-parameter';
import { Finding } from '../foundation/finding';
import { Ledger } from '../foundation/ledger';
import { type Names, namesOf } from '../foundation/names';
import { Preflight } from '../foundation/preflight';
import { boundaryIsOfAccount } from '../foundation/role-boundary';
import { useTerraform } from '../foundation/terraform';
import { Topic } from '../foundation/topic';
import { Trail } from '../foundation/trail';
import type { Runtime } from '../constructs/runtime';
import { INPUTS, PERMISSIONS_BOUNDARY } from '../guardrails/permissions-boundary/contract';
import { PermissionsBoundary } from '../guardrails/permissions-boundary/deploy/construct';
import { Revoker } from '../guardrails/revoker/deploy/construct';
import { adminGroupsOf, bundledRulesOf } from '../guardrails/revoker/deploy/bundled-rules';
import { RELEASE } from '../release/contract';
import { Release } from '../release/construct';
import { settingsInWords } from '../settings/in-words';
import type { Settings } from '../settings/schema';
import { createsTrail, trailedEvents } from '../settings/trail';
import { warnings } from '../settings/warnings';
import { weaknesses } from '../settings/weaknesses';
import { withinLimits } from './limits/within-limits';
import { boundaryRulesOf } from './boundary-rules';
import { evidenceBucketOf } from './evidence';
import { releaseExample } from './release-example';
import { releaseNeedsOf } from './release-needs';
import { sparedArnsOf } from './spared-arns';

/** What every part of a deployment is given. */
interface Shared {
  readonly prefix: string;
  readonly names: Names;
  readonly accountId: string;
  readonly ledgerTable: string;
  readonly logRetentionDays: number;
  readonly topicArn: string | undefined;
  readonly kmsKeyArn: string | undefined;
  readonly permissionsBoundaryArn: string | undefined;
  /** File or URL of the runbook. */
  readonly runbook: string;
  readonly topicKmsKeyArn: string | undefined;
  readonly runtime: Runtime;
}

/** Everything one deployment makes. */
export class MainStack extends TerraformStack {
  /** What the operator's command may start. */
  private readonly rooms = new Map<string, DeployedRoom>();
  /** What the plan knows of admins; nothing where nobody asks, for a group may be missing then. */
  private preflight: Preflight | undefined;

  public constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    useTerraform(this, settings);
    for (const warning of warnings(settings)) Annotations.of(this).addWarning(warning);

    const { namePrefix: prefix, partition, region, kmsKeyArn, logRetentionDays, notifications, trail } = settings;
    const caller = new DataAwsCallerIdentity(this, 'caller', {});
    const { accountId } = caller;
    const names = namesOf({ partition, region, accountId, prefix });
    const { protectData, runbookUrl: runbook, rolePermissionsBoundaryArn: permissionsBoundaryArn } = settings;
    const parts = { prefix, names, accountId, kmsKeyArn, logRetentionDays, permissionsBoundaryArn };

    const events = trailedEvents(settings);
    if (createsTrail(trail)) new Trail(this, 'trail', { ...parts, ...trail, events, protectData });
    const { topicArn } = new Topic(this, 'topic', {
      name: names.topic,
      use: notifications.topic,
      emails: notifications.emails,
      kmsKeyArn,
    });
    const { tableName: ledgerTable } = new Ledger(this, 'ledger', { name: names.ledger, protectData, kmsKeyArn });
    const { topicKmsKeyArn } = notifications;
    const lent = { topicArn, topicKmsKeyArn, runtime: settings.lambdaRuntime };
    const shared: Shared = { ...parts, ...lent, ledgerTable, runbook };
    const needs = releaseNeedsOf(settings, names, accountId);
    const release = new Release(this, 'release', { ...shared, needs });
    if (permissionsBoundaryArn !== undefined) boundaryIsOfAccount(release, permissionsBoundaryArn, caller);

    const entrances = [
      ...this.addRevoker(settings, shared, { caller, release }),
      ...this.addPermissionsBoundary(settings, shared, caller),
    ];
    const rooms = Object.fromEntries(this.rooms);
    new Finding(this, 'finding', { accountId, region, prefix, rooms, releaseFunction: release.functionName });
    createdAfter(this, entrances);

    this.tell('release_command', 'Gives a revoked user IAM again', releaseExample(region, release.functionName));
    if (topicArn !== undefined) this.tell('topic_arn', 'Topic that notices and alarms go to', topicArn);
    this.tell('settings', 'Settings of this deployment, defaults included', settingsInWords(settings));
    this.tell('weakened', 'Settings that are weaker than their defaults', weaknesses(settings));
    withinLimits(this.toTerraform(), settings);
  }

  /** @returns what lets events in */
  private addRevoker(
    { revoker, limits }: Settings,
    shared: Shared,
    { caller, release }: { readonly caller: DataAwsCallerIdentity; readonly release: Release },
  ): readonly TerraformResource[] {
    const rules = bundledRulesOf(revoker, {
      revocationsPer10Minutes: limits.revocationsPer10Minutes,
      releaseFunction: shared.names.functionName(RELEASE),
      runbook: shared.runbook,
    });
    if (rules === undefined) return [];
    const preflight = this.preflightOf(revoker, caller);
    const guardrail = new Revoker(this, 'revoker', {
      ...shared,
      rules,
      denyPolicyName: revoker.denyPolicyName,
      denyDocument: rules.denyDocument,
      adminGroupIds: preflight.adminGroupIds,
      preconditions: preflight.preconditions,
      readOnlyCalls: revoker.readOnlyCalls,
      maxConcurrency: revoker.maxConcurrency,
    });
    // Destroyed in the other order: while somebody is still denied the deny cannot go, and the way back must stay.
    createdAfter(release, guardrail.policies);
    this.tell('deny_policy_arn', 'Policy that takes IAM away', guardrail.denyPolicyArn);
    this.tell('dead_letters_url', 'Queue of events that could not be judged', guardrail.deadLettersUrl);
    return guardrail.entrance;
  }

  /** @returns what starts runs and lets events in */
  private addPermissionsBoundary(
    settings: Settings,
    shared: Shared,
    caller: DataAwsCallerIdentity,
  ): readonly TerraformResource[] {
    const { audit, permissionsBoundary, revoker, assumeRoleArn } = settings;
    const { names } = shared;
    const rules = boundaryRulesOf(settings, names);
    if (rules === undefined) return [];
    if (permissionsBoundary.mode === 'enforce') this.preflightOf(revoker, caller);
    const { bucketName: evidenceBucket } = evidenceBucketOf(this, settings, shared);
    const guardrail = new PermissionsBoundary(this, PERMISSIONS_BOUNDARY, {
      ...shared,
      rules,
      mode: permissionsBoundary.mode,
      tags: permissionsBoundary.tags,
      incremental: audit.incremental,
      ownRoleArns: rules.ownRoles.names.map((name) => names.ownRoleArn(name)),
      protectedArns: [...rules.protectedArns, ...(assumeRoleArn === undefined ? [] : [assumeRoleArn])],
      schedules: { audit: audit.schedule, change: permissionsBoundary.changeSchedule },
      adminGroupIds: this.preflight?.adminGroupIds ?? {},
      overdueAfterDays: audit.overdueAfterDays,
      exemptionsObject: audit.exemptionsObject,
      resourceServices: audit.resourcePolicies.services,
      exemptionsKmsKeyArn: audit.exemptionsKmsKeyArn,
      evidenceBucket,
      // Nobody bounds the role that Terraform assumes.
      preconditions:
        assumeRoleArn === undefined
          ? [deployerIsSpared({ caller, arns: sparedArnsOf(rules), ids: this.preflight?.adminIds ?? [] })]
          : [],
    });
    const { stateMachineArn } = guardrail;
    this.rooms.set(PERMISSIONS_BOUNDARY, {
      ...{ stateMachineArn, evidenceBucket, ledgerTable: shared.ledgerTable },
      mode: permissionsBoundary.mode,
    });
    this.tell('evidence_bucket', 'Bucket with the summary of every audit', evidenceBucket);
    this.tell('audit_state_machine_arn', 'State machine that audits', guardrail.stateMachineArn);
    this.tell(
      'audit_command',
      'Audits now',
      startCommand({ ours: guardrail.stateMachineArn }, INPUTS.audit, settings.region),
    );
    return guardrail.entrance;
  }

  /** The admin groups as the account has them, asked for once. */
  private preflightOf(revoker: Settings['revoker'], caller: DataAwsCallerIdentity): Preflight {
    this.preflight ??= new Preflight(this, 'preflight', {
      caller,
      adminGroups: adminGroupsOf(revoker),
      exemptIds: revoker.exempt.map((user) => user.id),
    });
    return this.preflight;
  }

  private tell(name: string, description: string, value: unknown): void {
    new TerraformOutput(this, name, { description, value, staticId: true });
  }
}
