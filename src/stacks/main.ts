import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { Annotations, TerraformOutput, type TerraformResource, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { createdAfter } from '../constructs/created-after';
import { Dashboard } from '../constructs/dashboard';
import type { DeploymentProps } from '../foundation/deployment';
import type { EvidenceBucket } from '../foundation/evidence-bucket';
import { Finding } from '../foundation/finding';
import type { Deployed, Shared } from '../foundation/guardrail-stack';
import { Ledger } from '../foundation/ledger';
import { namesOf } from '../foundation/names';
import { boundaryIsOfAccount } from '../foundation/role-boundary';
import { Tampering, tamperingRuleArns } from '../foundation/tampering';
import { useTerraform } from '../foundation/terraform';
import { Topic } from '../foundation/topic';
import { Trail } from '../foundation/trail';
import type { WholeDeployment } from '../foundation/whole-deployment';
import { EMAIL } from '../domain/notice/routes';
import { GUARDRAILS } from '../guardrails/catalogue/names';
import { DEPLOYED } from '../guardrails/catalogue/stack';
import { Channels } from '../notify/deploy/construct';
import { filterPolicyOf } from '../notify/deploy/filter-policy';
import { Release } from '../release/construct';
import { settingsInWords } from '../settings/in-words';
import type { Settings } from '../settings/schema';
import { createsTrail, trailedEvents } from '../settings/trail';
import { warnings } from '../settings/warnings';
import { weaknesses } from '../settings/weaknesses';
import { adminsOf } from './admins';
import { evidenceBucketOf } from './evidence';
import { withinLimits } from './limits/within-limits';
import { releaseExample } from './release-example';
import { wholeDeploymentOf } from './whole-deployment';

/** Everything one deployment makes. */
export class MainStack extends TerraformStack {
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
      sender: `${prefix} ${accountId}`,
      use: notifications.topic,
      emails: notifications.emails,
      filterPolicy: filterPolicyOf(EMAIL, notifications.routes ?? {}, GUARDRAILS),
      ...{ accountId, partition, ruleArns: tamperingRuleArns(names), kmsKeyArn },
    });
    const { tableName: ledgerTable } = new Ledger(this, 'ledger', { name: names.ledger, protectData, kmsKeyArn });
    const { topicKmsKeyArn } = notifications;
    const lent = { topicArn, topicKmsKeyArn, runtime: settings.lambdaRuntime };
    const deployment: DeploymentProps = { ...parts, ...lent, ledgerTable, runbook };
    if (topicArn !== undefined) this.tellChannels(settings, { ...deployment, topicArn });
    const whole = wholeDeploymentOf(settings, names);
    const exemptIds = whole.exempt.map(({ id }) => id);
    const admins = adminsOf(this, { caller, adminGroups: whole.adminGroups, exemptIds });
    const needs = DEPLOYED.map(({ releaserNeeds }) => releaserNeeds(settings, deployment, whole, admins));
    const release = new Release(this, 'release', { ...deployment, needs });
    if (permissionsBoundaryArn !== undefined) boundaryIsOfAccount(release, permissionsBoundaryArn, caller);

    const deployed = this.deployGuardrails(settings, { deployment, whole, caller, admins, release });
    const rooms = Object.fromEntries(deployed.flatMap(({ name, room }) => (room === undefined ? [] : [[name, room]])));
    new Finding(this, 'finding', { accountId, region, prefix, rooms, releaseFunction: release.functionName });
    if (settings.dashboard && deployed.length > 0) {
      const sections = deployed.map(({ name: title, charts }) => ({ title, charts }));
      new Dashboard(this, 'dashboard', { name: prefix, region, sections });
    }
    createdAfter(this, [
      ...deployed.flatMap(({ entrance }) => entrance),
      ...(topicArn === undefined || deployed.length === 0
        ? []
        : this.tellOfTampering(whole.guard, { ...deployment, topicArn })),
    ]);

    this.tell('release_command', 'Gives a revoked user IAM again', releaseExample(region, release.functionName));
    if (topicArn !== undefined) this.tell('topic_arn', 'Topic that notices and alarms go to', topicArn);
    this.tell('settings', 'Settings of this deployment, defaults included', settingsInWords(settings));
    this.tell('weakened', 'Settings that are weaker than their defaults', weaknesses(settings));
    withinLimits(this.toTerraform(), settings);
  }

  private deployGuardrails(
    settings: Settings,
    given: Pick<Shared, 'deployment' | 'whole' | 'caller' | 'admins' | 'release'>,
  ): readonly (Deployed & { readonly name: string })[] {
    const { deployment } = given;
    let evidence: EvidenceBucket | undefined;
    const shared: Shared = {
      ...given,
      evidenceBucket: () => (evidence ??= this.makeEvidenceBucket(settings, deployment)).bucketName,
      tell: (name, description, value) => {
        this.tell(name, description, value);
      },
    };
    return DEPLOYED.flatMap((one) => {
      const made = one.deploy(this, settings, shared);
      return made === undefined ? [] : [{ name: one.name, ...made }];
    });
  }

  private tellChannels({ notifications }: Settings, deployment: DeploymentProps & { readonly topicArn: string }): void {
    const { channels = [], routes = {} } = notifications;
    if (channels.length === 0) return;
    const { chatTopicArns } = new Channels(this, 'channels', {
      ...{ ...deployment, channels, routes, guardrails: GUARDRAILS },
    });
    if (Object.keys(chatTopicArns).length === 0) return;
    this.tell('chat_topic_arns', 'Topics to connect Amazon Q Developer to, by channel', chatTopicArns);
  }

  private tellOfTampering(
    { told }: WholeDeployment['guard'],
    { names, prefix, runbook, topicArn }: DeploymentProps & { readonly topicArn: string },
  ): readonly TerraformResource[] {
    if (told === undefined) return [];
    const { watched, deployers } = told;
    return new Tampering(this, 'tampering', { names, prefix, runbook, topicArn, watched, deployers }).entrance;
  }

  private makeEvidenceBucket(settings: Settings, deployment: DeploymentProps): EvidenceBucket {
    const evidence = evidenceBucketOf(this, settings, deployment);
    this.tell('evidence_bucket', 'Bucket with the summary of every audit', evidence.bucketName);
    return evidence;
  }

  private tell(name: string, description: string, value: unknown): void {
    new TerraformOutput(this, name, { description, value, staticId: true });
  }
}
