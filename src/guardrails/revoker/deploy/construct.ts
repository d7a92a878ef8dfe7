import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import type { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { EventTrigger, type Precondition } from '../../../constructs/event-trigger';
import { NodeFunction } from '../../../constructs/node-function';
import { verbatim } from '../../../constructs/policy-document';
import { Watched } from '../../../constructs/watched';
import { tamperingRuleArns } from '../../../foundation/tampering';
import { handlerCode } from '../../../foundation/handler-code';
import { DENY_IAM_BOUNDARY } from '../../../domain/policy/deny';
import type { PolicyDocument } from '../../../domain/policy/policy-document';
import { ENV, RULES_FILE } from '../../../wiring/contract';
import { FALLBACK, REVOKER } from '../contract';
import { EVENT_PATTERN } from '../judged-calls';
import { RELEASE } from '../../../release/contract';
import { fallbackPermissions, revokerPermissions, type RevokerNames } from './permissions';
import { addRounds, ROUNDS, SILENT_MINUTES } from './rounds/construct';
import { Seeds } from './seeds/construct';
import type { DeploymentProps } from '../../../foundation/deployment';
import type { FoundAdminGroup } from '../../../foundation/preflight';

export interface RevokerProps extends DeploymentProps {
  /** Name of the managed policy that takes IAM away. */
  readonly denyPolicyName: string;

  readonly denyDocument: PolicyDocument;

  /** What the revoker judges by and the fallback writes; part of their bundles. */
  readonly rules: object;

  /** Id of each admin group by its name in the settings. */
  readonly adminGroupIds: Readonly<Record<string, string>>;

  readonly adminGroups: readonly FoundAdminGroup[];

  /** Conditions without which the rule is not made. */
  readonly preconditions: readonly Precondition[];

  readonly readOnlyCalls: boolean;
  /** Whether the trail is the deployment's own. */
  readonly hasTrail: boolean;
  readonly maxConcurrency: number;
}

/** Shorter than a claim of a notice lasts (src/aws/ledger/tellings.ts), longer than the retries of one call of IAM. */
const TIMEOUT_SECONDS = 30;

/** More than a busy account's console sessions make; a loop makes this many in seconds. */
const RUNAWAY_INVOCATIONS = 3000;

/** Watches for IAM calls by users who are not admins, and takes IAM away from them. */
export class Revoker extends Construct {
  public readonly denyPolicyArn: string;
  public readonly deadLettersUrl: string;
  public readonly deadLettersName: string;
  /** What is attached to users: cannot be destroyed before everybody is released. */
  public readonly policies: readonly TerraformResource[];
  /** What lets events in: to be made after everything else. */
  public readonly entrance: readonly TerraformResource[];

  public constructor(scope: Construct, id: string, props: RevokerProps) {
    super(scope, id);
    const { names, prefix, topicArn, kmsKeyArn } = props;

    const deny = new IamPolicy(this, 'deny', {
      name: props.denyPolicyName,
      description: `Attached by ${prefix} to users who called IAM without being admins`,
      policy: verbatim(props.denyDocument),
    });
    this.denyPolicyArn = deny.arn;
    const boundary = new IamPolicy(this, 'boundary', {
      name: names.boundaryPolicy,
      path: names.rolePath,
      description: `Put by ${prefix} on users whose policy quotas leave no room for the deny`,
      policy: verbatim(DENY_IAM_BOUNDARY),
    });

    this.policies = [deny, boundary];

    const narrowed = this.narrowedBy(props);
    const fallback = this.functionOf(props, 'fallback', {
      job: FALLBACK,
      handler: 'fallback',
      description: 'Denies IAM to a user whose quota of managed policies is used up',
      environment: { [ENV.denyPolicyArn]: deny.arn, [ENV.boundaryPolicyArn]: boundary.arn },
      permissions: fallbackPermissions(narrowed),
    });

    const seeds = new Seeds(this, 'seeds', props);
    const fn = this.functionOf(props, 'function', {
      job: REVOKER,
      handler: 'answer',
      // A deny waits for nothing that it does not need.
      isDivided: true,
      description: 'Judges IAM calls, and takes IAM away from users who are not admins',
      environment: {
        [ENV.denyPolicyArn]: deny.arn,
        [ENV.boundaryPolicyArn]: boundary.arn,
        [ENV.adminGroupIds]: JSON.stringify(props.adminGroupIds),
        [ENV.ledgerTable]: props.ledgerTable,
        [ENV.topicArn]: topicArn ?? '',
        [ENV.fallbackFunction]: fallback.functionName,
      },
      permissions: revokerPermissions(narrowed),
      // A function that knows a group and not its seed would tell people that there is none.
      dependsOn: seeds.items,
    });

    const trigger = new EventTrigger(this, 'trigger', {
      name: names.functionName(REVOKER),
      description: 'IAM API calls made by users, and by anybody who changes groups',
      pattern: EVENT_PATTERN,
      ruleArns: [REVOKER, ...ROUNDS].map((name) => names.ruleArn(name)),
      functionName: fn.functionName,
      timeoutSeconds: TIMEOUT_SECONDS,
      maxConcurrency: props.maxConcurrency,
      readOnlyCalls: props.readOnlyCalls,
      preconditions: [...props.preconditions, ...seeds.preconditions],
      kmsKeyArn,
    });
    this.deadLettersUrl = trigger.queue.deadLetters.url;
    this.deadLettersName = trigger.queue.deadLetters.name;
    const topicArns = topicArn === undefined ? [] : [topicArn];
    const rounds = addRounds(this, { names, prefix, queue: trigger.queue, runbook: props.runbook, topicArns });
    this.entrance = [trigger.rule, trigger.target, ...rounds];

    new Watched(this, 'watched', {
      functionName: fn.functionName,
      subject: REVOKER,
      does: 'It takes IAM access away from IAM users who call the IAM API and are not admins.',
      prefix,
      runbook: props.runbook,
      topicArns,
      deadLettersName: this.deadLettersName,
      runawayInvocations: RUNAWAY_INVOCATIONS,
      // Neither of the schedules came: the function, its mapping or the way to it is switched off. The events' own rule
      // and the trail are not on that way.
      silentMinutes: SILENT_MINUTES,
    });
    new Watched(this, 'fallback-watched', {
      functionName: fallback.functionName,
      subject: FALLBACK,
      does: 'It denies IAM to users who have no room for another managed policy.',
      prefix,
      runbook: props.runbook,
      topicArns,
    });
  }

  private narrowedBy(props: RevokerProps): RevokerNames {
    const { names, denyPolicyName, adminGroupIds, topicArn, topicKmsKeyArn, kmsKeyArn } = props;
    return {
      functionArn: names.functionArn(REVOKER),
      fallbackArn: names.functionArn(FALLBACK),
      releaseArn: names.functionArn(RELEASE),
      users: names.users,
      groups: names.groups,
      hasAdminGroups: Object.keys(adminGroupIds).length > 0,
      denyPolicyArn: names.policyArn(denyPolicyName),
      boundaryPolicyArn: names.boundaryPolicyArn,
      ledgerArn: names.ledgerArn,
      queueArn: names.queueArn(REVOKER),
      ruleArns: [REVOKER, ...ROUNDS].map((name) => names.ruleArn(name)),
      tellerRuleArns: topicArn === undefined ? [] : tamperingRuleArns(names),
      // CloudWatch asks for the right on all of them, whichever are named.
      alarmArns: topicArn === undefined ? [] : [names.alarmsArn],
      trailArn: props.hasTrail ? names.trailArn : undefined,
      topicArn,
      topicKmsKeyArn,
      kmsKeyArn,
    };
  }

  private functionOf(props: RevokerProps, id: string, fn: FunctionOfTheRoom): NodeFunction {
    const { names, logRetentionDays, runtime, permissionsBoundaryArn, kmsKeyArn } = props;
    const { job, handler, isDivided = false, ...rest } = fn;
    const files = { [RULES_FILE]: `${JSON.stringify(props.rules, null, 2)}\n` };
    return new NodeFunction(this, id, {
      ...rest,
      name: names.functionName(job),
      code: handlerCode(`${REVOKER}/${handler}`, files, { isDivided }),
      rolePath: names.rolePath,
      logRetentionDays,
      runtime,
      timeoutSeconds: TIMEOUT_SECONDS,
      permissionsBoundaryArn,
      kmsKeyArn,
    });
  }
}

interface FunctionOfTheRoom {
  readonly job: string;
  /** File of its handler. */
  readonly handler: string;
  readonly isDivided?: boolean;
  readonly description: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly permissions: ReturnType<typeof revokerPermissions>;
  readonly dependsOn?: readonly TerraformResource[];
}
