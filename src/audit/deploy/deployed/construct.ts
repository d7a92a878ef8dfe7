import { Construct } from 'constructs';
import type { Precondition } from '../../../constructs/event-trigger';
import { startCommand } from '../../../domain/commands/runs';
import type { Statement } from '../../../domain/policy/policy-document';
import type { Deployed, Shared } from '../../../foundation/guardrail-stack';
import type { Preflight } from '../../../foundation/preflight';
import { ENV, RULES_FILE } from '../../../wiring/contract';
import type { Job } from '../../contract';
import type { AuditRules } from '../../rules';
import { chartsOf, type RunChart } from '../charts';
import { Audit } from '../construct';
import { type AuditNames, auditNamesOf } from '../names';
import type { RuledBy } from '../rules-of';
import { AUDIT_INPUT, type Rhythms, type RunWords, scheduledRuns } from '../schedules/runs';

/** The settings that every audit is deployed by. */
export interface DeployedBy {
  readonly region: string;
  readonly audit: Pick<RuledBy['audit'], 'exemptionsKmsKeyArn'> & {
    readonly schedule: string;
    /** Days without a success after which an alarm says so. */
    readonly overdueAfterDays: number;
  };
}

/** What a guardrail brings along for its audit. */
export interface OwnAudit {
  readonly guardrail: string;

  /** What its functions judge by, as the bundles carry it. */
  readonly rules: AuditRules;

  /** What its state machine does, shown in the AWS console. */
  readonly description: string;

  /** What is open in the ledger while it stands, as a Sid says it. */
  readonly opens: string;

  /** What each function may do besides writing its own log. */
  readonly permissions: (names: AuditNames) => Readonly<Record<Job, readonly Statement[]>>;

  /** What each kind of run does, shown in the AWS console. */
  readonly words: RunWords;

  /** When its runs begin. */
  readonly rhythms: Rhythms;

  /**
   * What must be true before anybody is changed; not asked where nobody is.
   *
   * @default - nothing
   */
  readonly preconditions?: (admins: Preflight | undefined) => readonly Precondition[];

  /** Searches over the log lines of a run (CloudWatch Logs Insights), by their names. */
  readonly searches: Readonly<Record<string, string>>;

  /** What a dashboard shows of its runs. */
  readonly charts: readonly RunChart[];

  /** How the names of its outputs begin. */
  readonly outputs: string;
}

/** Deploys the audit of a guardrail: functions, state machine, schedules, what watches, and outputs. */
export function deployAudit(scope: Construct, settings: DeployedBy, shared: Shared, own: OwnAudit): Deployed {
  const { deployment, admins, tell } = shared;
  const { guardrail, rules, outputs, searches, description } = own;
  const { mode } = rules;
  const { overdueAfterDays, exemptionsKmsKeyArn } = settings.audit;
  if (mode === 'enforce') admins.ask();
  const known = admins.known();
  const evidenceBucket = shared.evidenceBucket();
  const { plan, change, ...permissions } = own.permissions(
    auditNamesOf(deployment, { guardrail, opens: own.opens, rules, exemptionsKmsKeyArn }),
  );
  const audit = new Audit(new Construct(scope, guardrail), 'audit', {
    ...deployment,
    ...{ guardrail, description, searches, overdueAfterDays, permissions },
    bucket: evidenceBucket,
    files: { [RULES_FILE]: `${JSON.stringify(rules, null, 2)}\n` },
    environment: {
      [ENV.accountId]: deployment.accountId,
      [ENV.evidenceBucket]: evidenceBucket,
      [ENV.topicArn]: deployment.topicArn ?? '',
      [ENV.ledgerTable]: deployment.ledgerTable,
      [ENV.metricNamespace]: deployment.prefix,
      [ENV.adminGroupIds]: JSON.stringify(known?.adminGroupIds ?? {}),
    },
    planPermissions: mode === 'off' ? undefined : plan,
    changePermissions: mode === 'enforce' ? change : undefined,
    schedules: scheduledRuns({
      ...{ guardrail, mode, words: own.words, rhythms: own.rhythms },
      preconditions: own.preconditions?.(known),
    }),
  });
  const { stateMachineArn, entrance } = audit;
  tell(`${outputs}_state_machine_arn`, 'State machine that audits', stateMachineArn);
  tell(`${outputs}_command`, 'Audits now', startCommand({ ours: stateMachineArn }, AUDIT_INPUT, settings.region));
  const charts = chartsOf({
    ...{ ...deployment, guardrail, stateMachineArn, overdueAfterDays, charts: own.charts },
    jobs: audit.jobs,
  });
  return { entrance, charts, room: { stateMachineArn, evidenceBucket, ledgerTable: deployment.ledgerTable, mode } };
}
