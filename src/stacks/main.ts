import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { Annotations, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { createdAfter } from '../constructs/created-after';
import { Ledger } from '../foundation/ledger';
import { namesOf } from '../foundation/names';
import { Preflight } from '../foundation/preflight';
import { useTerraform } from '../foundation/terraform';
import { Topic } from '../foundation/topic';
import { Trail } from '../foundation/trail';
import { Revoker } from '../guardrails/revoker/construct';
import { adminGroupsOf, bundledRulesOf } from '../guardrails/revoker/room';
import { RELEASE } from '../release/contract';
import { Release } from '../release/construct';
import type { Settings } from '../settings/schema';
import { warnings } from '../settings/warnings';
import { weaknesses } from '../settings/weaknesses';

/** Everything one deployment makes. */
export class MainStack extends TerraformStack {
  public constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    useTerraform(this, settings);
    for (const warning of warnings(settings)) Annotations.of(this).addWarning(warning);

    const { namePrefix: prefix, partition, region, revoker, notifications, trail } = settings;
    const caller = new DataAwsCallerIdentity(this, 'caller', {});
    const { accountId } = caller;
    const names = namesOf({ partition, region, accountId, prefix });
    const { kmsKeyArn, logRetentionDays, rolePermissionsBoundaryArn: permissionsBoundaryArn } = settings;
    const shared = { prefix, names, accountId, kmsKeyArn, logRetentionDays, permissionsBoundaryArn };

    if (trail.use === 'create') new Trail(this, 'trail', { ...shared, ...trail });
    const { topicArn } = new Topic(this, 'topic', {
      name: names.topic,
      use: notifications.topic,
      emails: notifications.emails,
      kmsKeyArn,
    });
    const { tableName: ledgerTable } = new Ledger(this, 'ledger', { name: names.ledger, kmsKeyArn });
    const denyPolicyArn = names.policyArn(revoker.denyPolicyName);
    const release = new Release(this, 'release', { ...shared, denyPolicyArn, ledgerTable, topicArn });

    const rules = bundledRulesOf(revoker, {
      revocationsPer10Minutes: settings.limits.revocationsPer10Minutes,
      releaseFunction: names.functionName(RELEASE),
    });
    if (rules !== undefined) {
      const preflight = new Preflight(this, 'preflight', {
        caller,
        adminGroups: adminGroupsOf(revoker),
        exemptIds: rules.exempt.map((user) => user.id),
      });
      const room = new Revoker(this, 'revoker', {
        ...shared,
        rules,
        denyPolicyName: revoker.denyPolicyName,
        denyDocument: rules.denyDocument,
        adminGroupIds: preflight.adminGroupIds,
        preconditions: preflight.preconditions,
        readOnlyCalls: revoker.readOnlyCalls,
        maxConcurrency: revoker.maxConcurrency,
        ledgerTable,
        topicArn,
      });
      // Destroyed in the other order: while somebody is still denied the deny cannot go, and the way back must stay.
      createdAfter(release, room.policies);
      createdAfter(this, room.entrance);
      this.tell('deny_policy_arn', 'Policy that takes IAM away', room.denyPolicyArn);
      this.tell('dead_letters_url', 'Queue of events that could not be judged', room.deadLettersUrl);
    }

    this.tell('release_command', 'Gives a revoked user IAM again', releaseCommand(release.functionName));
    if (topicArn !== undefined) this.tell('topic_arn', 'Topic that notices and alarms go to', topicArn);
    this.tell('weakened', 'Settings that are weaker than their defaults', weaknesses(settings));
  }

  private tell(name: string, description: string, value: unknown): void {
    new TerraformOutput(this, name, { description, value, staticId: true });
  }
}

function releaseCommand(functionName: string): string {
  const payload = JSON.stringify({ principal: '<ARN of the user>' });
  return (
    `aws lambda invoke --region us-east-1 --function-name ${functionName} --cli-binary-format raw-in-base64-out ` +
    `--payload '${payload}' release.json`
  );
}
