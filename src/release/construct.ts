import { NodeFunction } from '../constructs/node-function';
import { Watched } from '../constructs/watched';
import type { Runtime } from '../constructs/runtime';
import { Construct } from 'constructs';
import { handlerCode } from '../foundation/handler-code';
import type { Names } from '../foundation/names';
import { ENV } from '../wiring/contract';
import { RELEASE, TIMEOUT_SECONDS } from './contract';
import { releasePermissions } from './permissions';

/** An audit whose boundaries and tags are given back; they may stand long after it is switched off. */
export interface ReleasedAudit {
  /**
   * Bucket with the summaries, and the pattern of their keys.
   *
   * @default - no audit is deployed, and nobody knows which tags one run has written
   */
  readonly summaries?: { readonly bucket: string; readonly keys: string } | undefined;
  /** Names of the project's boundaries begin so. */
  readonly boundaryNamePrefix: string;
  /** Patterns of the ARNs of boundaries that were adopted. */
  readonly adopt: readonly string[];
  /** Patterns of the keys of the project's tags. */
  readonly tagKeys: readonly string[];
  /** Users and roles that no boundary is ever put on. */
  readonly untouchable: readonly string[];
  /** The same by their paths: the project's own roles, and those of AWS. */
  readonly unboundable: readonly string[];
}

export interface ReleaseProps {
  readonly prefix: string;
  readonly names: Names;
  readonly denyPolicyArn: string;
  readonly ledgerTable: string;
  readonly logRetentionDays: number;
  readonly audit: ReleasedAudit;

  /** File or URL of the runbook. */
  readonly runbook: string;

  /** @default - nobody is told */
  readonly topicArn?: string | undefined;

  /** @default - functions publish to a topic that has no key of its own, or the key of everything */
  readonly topicKmsKeyArn?: string | undefined;

  /** @default - as {@link NodeFunction} has it */
  readonly runtime?: Runtime | undefined;

  /** @default - the role has no permissions boundary */
  readonly permissionsBoundaryArn?: string | undefined;

  /** @default - AWS's own keys */
  readonly kmsKeyArn?: string | undefined;
}

/**
 * The way back: gives a revoked user IAM again, and whoever an audit bounded or tagged what stood before.
 *
 * It lives in the account, so that people on call need neither a checkout nor rights on IAM. It stays when a guardrail
 * is switched off: whoever was revoked before can still be released.
 */
export class Release extends Construct {
  public readonly functionName: string;

  public constructor(scope: Construct, id: string, props: ReleaseProps) {
    super(scope, id);
    const { prefix, names, topicArn, kmsKeyArn, denyPolicyArn, permissionsBoundaryArn, audit } = props;
    const { boundaryPolicyArn, ledgerArn, users } = names;

    const fn = new NodeFunction(this, 'function', {
      name: names.functionName(RELEASE),
      description: 'Takes away what a guardrail put on a principal, and records it',
      code: handlerCode(RELEASE),
      environment: {
        [ENV.denyPolicyArn]: denyPolicyArn,
        [ENV.boundaryPolicyArn]: boundaryPolicyArn,
        [ENV.ledgerTable]: props.ledgerTable,
        [ENV.topicArn]: topicArn ?? '',
        [ENV.evidenceBucket]: audit.summaries?.bucket ?? '',
        [ENV.runbook]: props.runbook,
        [ENV.boundaries]: names.ownPolicyArn(audit.boundaryNamePrefix),
      },
      permissions: releasePermissions({
        functionArn: names.functionArn(RELEASE),
        users,
        denyPolicyArn,
        boundaryPolicyArn,
        ledgerArn,
        topicArn,
        topicKmsKeyArn: props.topicKmsKeyArn,
        kmsKeyArn,
        audit: {
          ...audit,
          roles: names.roles,
          boundaries: names.ownPolicyArn(`${audit.boundaryNamePrefix}*`),
          summaries: audit.summaries && {
            bucketArn: names.evidenceBucketArn,
            objects: `${names.evidenceBucketArn}/${audit.summaries.keys}`,
          },
        },
      }),
      rolePath: names.rolePath,
      logRetentionDays: props.logRetentionDays,
      runtime: props.runtime,
      timeoutSeconds: TIMEOUT_SECONDS,
      permissionsBoundaryArn,
      kmsKeyArn,
    });
    this.functionName = fn.functionName;

    new Watched(this, 'watched', {
      functionName: fn.functionName,
      subject: RELEASE,
      prefix,
      runbook: props.runbook,
      topicArns: topicArn === undefined ? [] : [topicArn],
    });
  }
}
