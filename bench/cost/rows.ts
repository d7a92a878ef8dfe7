import { spreadOf } from '../../src/audit/batch/spread';
import { METRICS } from '../../src/guardrails/permissions-boundary/contract';
import { parseSettings } from '../../src/settings';
import { ASSUMED } from './assumptions';
import { costOf } from './prices';
import { type Counted, countedWith, MINUTES_OF_A_MONTH } from './stack';

/** A line of the table. */
export interface Row {
  readonly what: string;
  readonly setting: string;
  readonly dollars: number;
  readonly of: string;
}

const KILOBYTES = 1_000_000;
const NO_CLEANUP = { credentialCleanup: { keys: { report: 0 }, users: { report: 0 }, roles: { report: 0 } } };
const WITHOUT_DENIES = { unusedServiceDeny: { mode: 'off' }, ...NO_CLEANUP };
const UNAUDITED = { permissionsBoundary: { mode: 'off', tags: false }, ...WITHOUT_DENIES };
const ENFORCING = { permissionsBoundary: { mode: 'enforce' }, ...WITHOUT_DENIES };
const DENYING = { ...UNAUDITED, unusedServiceDeny: { mode: 'enforce' } };
const CLEANING = { ...UNAUDITED, credentialCleanup: { keys: { disable: 90 } } };
const CHANNELLED = {
  ...WITHOUT_DENIES,
  notifications: {
    emails: ['on-call@example.com'],
    channels: [{ name: 'chat', type: 'slack', secret: { ssm: '/guardrails/slack' } }],
    routes: { incident: ['email', 'chat'] },
  },
};

/** What a deployment costs a month, by what is set. */
export function rowsOf(): Row[] {
  const [standard, unaudited, enforcing, denying, cleaning, channelled] = [
    WITHOUT_DENIES,
    UNAUDITED,
    ENFORCING,
    DENYING,
    CLEANING,
    CHANNELLED,
  ].map(countedWith) as [Counted, Counted, Counted, Counted, Counted, Counted];
  const { principals, runsOfAWeekly, runsOfADaily } = ASSUMED;
  const some = principals.toLocaleString('en-US');
  const standing = standingOf(unaudited);
  return [
    {
      what: 'The revoker and the release, waiting',
      setting: 'all audits left out',
      dollars: standing,
      of: `${unaudited.alarmMetrics} metrics watched by alarms, ${unaudited.polledQueues} queue asked for messages, a look every five minutes and a round for further calls every minute`,
    },
    {
      what: 'The audit for boundaries and tags, waiting',
      setting: 'default',
      dollars: standingOf(standard) - standing,
      of: `${standard.alarmMetrics - unaudited.alarmMetrics} more metrics watched, ${standard.polledQueues - unaudited.polledQueues} more queue`,
    },
    {
      what: `Weekly audits of ${some} principals`,
      setting: 'default',
      dollars: runsOfAWeekly * runOf(standard),
      of: 'Lambda, Step Functions, logs, metrics, ledger, S3; IAM and Access Advisor are free',
    },
    {
      what: `Daily runs for ${some} principals beside them`,
      setting: '`permissionsBoundary.mode: enforce`',
      dollars: runsOfADaily * runOf(enforcing),
      of: 'the same, if nothing of an earlier run could be used again',
    },
    {
      what: 'The audit for denies of unused services, waiting',
      setting: 'default',
      dollars: standingOf(denying) - standing,
      of: `${denying.alarmMetrics - unaudited.alarmMetrics} more metrics watched, ${denying.polledQueues - unaudited.polledQueues} more queue`,
    },
    {
      what: `Its daily runs for ${some} users`,
      setting: '`unusedServiceDeny.mode: enforce`',
      dollars: runsOfADaily * runOf(denying),
      of: 'the same',
    },
    {
      what: 'The look for unused credentials, waiting',
      setting: 'default',
      dollars: standingOf(cleaning) - standing,
      of: `${cleaning.alarmMetrics - unaudited.alarmMetrics} more metrics watched, ${cleaning.polledQueues - unaudited.polledQueues} more queue`,
    },
    {
      what: `Its daily runs for ${some} principals`,
      setting: '`credentialCleanup.keys.disable: 90`',
      dollars: runsOfADaily * runOf(cleaning),
      of: 'the same at most: nobody is asked about alone but who has an unused access key',
    },
    {
      what: `An analyzer of unused access, of ${some} users and roles`,
      setting: '`credentialCleanup.analyzer: create`',
      dollars: costOf('analyzedPrincipal', principals),
      of: `IAM Access Analyzer, ${costOf('analyzedPrincipal', 1).toFixed(2)} for each; \`existing\`, the default, costs nothing`,
    },
    {
      what: '1,000 IAM calls that are judged',
      setting: 'default',
      dollars: judged(standard, 1_000),
      of: 'Lambda, SQS, ledger, log',
    },
    {
      what: '100,000 events of the trail, the only one of the account',
      setting: '`trail.use: create`, `logGroup: false`',
      dollars: costOf('s3GigabyteMonth', (100_000 * ASSUMED.trailEventPackedKilobytes) / KILOBYTES),
      of: 'S3 for a month; the first copy of management events is free',
    },
    {
      what: '100,000 events, where another trail logs them',
      setting: '`trail.use: create`',
      dollars: costOf('trailEventCopy', 100_000),
      of: 'CloudTrail, in addition; `trail.use: existing` costs nothing',
    },
    {
      what: '100,000 events in the log group',
      setting: '`trail.logGroup: true` (default)',
      dollars: costOf('logGigabyteIn', (100_000 * ASSUMED.trailEventKilobytes) / KILOBYTES),
      of: 'CloudWatch Logs, in addition',
    },
    {
      what: "A query a day over 1 GB of the trail's log group",
      setting: '`unusedServiceDeny.mode: enforce`',
      dollars: costOf('logGigabyteScanned', runsOfADaily),
      of: `CloudWatch Logs Insights, ${costOf('logGigabyteScanned', 1)} a GB scanned; every digest says how much`,
    },
    { what: 'A key', setting: '`kmsKeyArn`', dollars: costOf('kmsKey', 1), of: 'KMS, and 3 cents per 10,000 requests' },
    {
      what: 'A channel, waiting',
      setting: '`notifications.channels`',
      dollars: standingOf(channelled) - standingOf(standard),
      of: `${channelled.alarmMetrics - standard.alarmMetrics} more metrics watched, ${channelled.polledQueues - standard.polledQueues} more queue; a secret of Secrets Manager is 0.40 more`,
    },
    {
      what: 'The dashboard',
      setting: '`dashboard: true` (default)',
      dollars: costOf('dashboard', 1),
      of: `CloudWatch; nothing while the account has three at most. A look scans the revoker's log, ${costOf('logGigabyteScanned', 1)} a GB`,
    },
    {
      what: '1,000 mails',
      setting: '`notifications`',
      dollars: costOf('mail', 1_000),
      of: 'SNS; the first 1,000 of a month are free',
    },
    {
      what: '1,000 mails to owners',
      setting: '`credentialCleanup.ownerMails`',
      dollars: costOf('ownerMail', 1_000),
      of: 'SES',
    },
  ];
}

/** What a stack costs while nothing happens. */
function standingOf({ alarmMetrics, polledQueues, scheduledMessages, memoryOf }: Counted): number {
  const polls = (polledQueues * ASSUMED.polls * MINUTES_OF_A_MONTH * 60) / ASSUMED.pollSeconds;
  return (
    costOf('alarmMetric', alarmMetrics) +
    costOf('sqsRequest', polls) +
    invocations(scheduledMessages, memoryOf('revoker'))
  );
}

function judged({ memoryOf }: Counted, calls: number): number {
  return (
    invocations(calls, memoryOf('revoker')) +
    costOf('sqsRequest', calls * ASSUMED.requestsPerCall) +
    costOf('dynamoWrite', calls * ASSUMED.ledgerPerCall) +
    costOf('dynamoRead', calls * ASSUMED.ledgerPerCall)
  );
}

function invocations(count: number, gigabytes: number): number {
  return (
    costOf('lambdaRequest', count) +
    costOf('lambdaGigabyteSecond', count * ASSUMED.invocationSeconds * gigabytes) +
    costOf('logGigabyteIn', (count * ASSUMED.invocationLogKilobytes) / KILOBYTES)
  );
}

/** One run over everybody, each of whom takes one call of each kind at the pace of the settings. */
function runOf(counted: Counted): number {
  const { audit, limits } = parseSettings({});
  const { principals, aroundSeconds } = ASSUMED;
  const { concurrency, itemsPerBatch } = spreadOf(principals, { ...audit, ...limits });
  const children = Math.ceil(principals / itemsPerBatch) * counted.maps;
  const workers = (concurrency * principals) / limits.iamCallsPerSecond;
  const around = ['inventory', 'plan', 'summary'].map((job) => counted.memoryOf(job) * aroundSeconds);
  const gigabyteSeconds = counted.memoryOf('batch') * workers + around.reduce((sum, one) => sum + one, 0);
  return (
    costOf('lambdaGigabyteSecond', gigabyteSeconds) +
    costOf('lambdaRequest', children + around.length) +
    costOf('stateTransition', counted.states + children) +
    costOf('logGigabyteIn', (principals * ASSUMED.rowLogKilobytes) / KILOBYTES) +
    // Published in one hour of the month for each run; one more says when a run last succeeded.
    costOf('metric', (1 + METRICS.length) / (MINUTES_OF_A_MONTH / 60)) +
    costOf('dynamoWrite', principals * ASSUMED.writesPerPrincipal) +
    costOf('s3Put', ASSUMED.objectsPerRun)
  );
}
