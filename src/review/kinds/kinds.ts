import { rhythmOfSchedule } from '../../setting-values/schedule';
import { all, left, lower, noLonger, switchedOff, switchedOn, turns, within, type Judge } from './compare';
import { weakerAlarm } from './alarm';
import { deletesEarlier } from './lifecycle';
import { matchesLess } from './pattern';
import { deniesLess, letsFewerIn, sparesFewer } from './policy';
import { seedsMore } from './seed';
import { logsLess } from './trail';

/** What a review knows of the resources of a type. */
export interface Kind {
  /** What is lost with one. Absent: one more or less weakens nothing by itself. */
  readonly gone?: string;
  /** Whether one that is replaced loses what it holds. */
  readonly holds?: true;
  /** How one is weaker than it was. */
  readonly judge?: Judge;
}

const rarer: Judge = (before, now) => {
  const [was, is] = [before, now].map((values) => String(within(values, 'schedule_expression')));
  const [than, rhythm] = [rhythmOfSchedule(was ?? ''), rhythmOfSchedule(is ?? '')];
  const weaker = than !== undefined && (rhythm === undefined || rhythm.longestDays > than.longestDays);
  return weaker && was !== is ? [`it runs less often (${was ?? ''} -> ${is ?? ''})`] : [];
};

const policy: Kind = { gone: 'what it denies is allowed', judge: deniesLess('policy') };

/** By type. A type that is not here is named among the changes and judged by nobody but whoever reads them. */
export const KINDS: Readonly<Record<string, Kind>> = {
  aws_cloudwatch_event_rule: {
    gone: 'what it listened for goes unnoticed',
    judge: all(
      turns('state', 'DISABLED', 'it is disabled'),
      noLonger('state', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS', 'calls that only read no longer reach it'),
      matchesLess('event_pattern', 'it no longer listens for'),
    ),
  },
  aws_cloudwatch_event_target: { gone: 'what its rule matches goes nowhere' },
  aws_lambda_event_source_mapping: {
    gone: 'what waits in its queue is not worked on',
    judge: all(
      switchedOff('enabled', 'it is disabled'),
      lower('scaling_config.maximum_concurrency', 'fewer events are worked on at a time'),
    ),
  },
  aws_lambda_function: {
    gone: 'what it did is not done',
    judge: all(
      lower('reserved_concurrent_executions', 'fewer of it run at a time', -1),
      left('dead_letter_config', 'events on which it failed are lost'),
    ),
  },
  aws_scheduler_schedule: {
    gone: 'what it started does not run',
    judge: all(turns('state', 'DISABLED', 'it is disabled'), rarer),
  },
  aws_sfn_state_machine: { gone: 'its runs are not made' },
  aws_cloudwatch_metric_alarm: { gone: 'nobody is alarmed', judge: weakerAlarm },
  aws_cloudwatch_log_metric_filter: { gone: 'what it counted is not seen' },
  aws_cloudwatch_log_group: {
    gone: 'its events are lost',
    ...{ holds: true, judge: lower('retention_in_days', 'its events are gone earlier', 0) },
  },
  aws_cloudtrail: {
    gone: 'nothing is logged',
    judge: all(
      switchedOff('enable_logging', 'it logs nothing'),
      switchedOff('is_multi_region_trail', 'it logs one Region'),
      switchedOff('include_global_service_events', 'it does not log IAM'),
      switchedOff('enable_log_file_validation', 'changed log files are not found out'),
      logsLess,
      left('cloud_watch_logs_group_arn', 'its events reach no log group'),
    ),
  },
  aws_iam_policy: policy,
  aws_iam_role: { judge: left('permissions_boundary', 'no boundary holds it') },
  aws_iam_role_policy: { judge: sparesFewer('policy') },
  aws_s3_bucket_policy: policy,
  aws_sns_topic_policy: {
    gone: 'alarms and rules may no longer tell anybody',
    judge: all(deniesLess('policy'), letsFewerIn('policy')),
  },
  aws_sqs_queue_policy: { ...policy, judge: all(deniesLess('policy'), letsFewerIn('policy')) },
  aws_dynamodb_resource_policy: policy,
  aws_dynamodb_table: {
    gone: 'what it holds is lost',
    holds: true,
    judge: all(
      switchedOff('deletion_protection_enabled', 'it may be deleted'),
      switchedOff('point_in_time_recovery.enabled', 'it cannot be recovered'),
    ),
  },
  aws_dynamodb_table_item: { gone: 'nobody in its group is known as an admin', judge: seedsMore },
  aws_s3_bucket: {
    gone: 'what it holds is lost',
    ...{ holds: true, judge: switchedOn('force_destroy', 'it may be deleted with what it holds') },
  },
  aws_s3_bucket_versioning: {
    gone: 'what is overwritten is lost',
    judge: noLonger('versioning_configuration.status', 'Enabled', 'what is overwritten is lost'),
  },
  aws_s3_bucket_public_access_block: {
    gone: 'the bucket may become public',
    judge: all(
      ...['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'].map((path) =>
        switchedOff(path, `the bucket may become public (${path})`),
      ),
    ),
  },
  aws_s3_bucket_server_side_encryption_configuration: { gone: 'objects are encrypted as S3 does by default' },
  aws_s3_bucket_lifecycle_configuration: { judge: deletesEarlier },
  aws_sns_topic: { gone: 'nobody is told' },
  aws_sns_topic_subscription: {
    gone: 'its endpoint is no longer told',
    judge: matchesLess('filter_policy', 'it no longer tells of'),
  },
  aws_sqs_queue: {
    gone: 'what it kept is lost',
    judge: all(
      lower('message_retention_seconds', 'messages are gone earlier'),
      left('redrive_policy', 'messages on which a function failed are lost'),
    ),
  },
  aws_accessanalyzer_analyzer: { gone: 'its findings are not reported' },
};
