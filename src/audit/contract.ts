/** What the construct of an audit, its state machine and its functions must agree on. Nothing here may import anything. */

/** The functions of an audit, by what they do; each is called `<prefix>-<guardrail>-<job>`. */
export const JOBS = ['inventory', 'batch', 'summary', 'plan', 'change', 'watch'] as const;

export type Job = (typeof JOBS)[number];

/** Name of such a function without the prefix; its handler's file has the same. */
export const functionOf = (guardrail: string, job: Job) => `${guardrail}-${job}`;

/** The functions that an audit has in a mode: nothing is planned where it is off, and nothing changed but where it enforces. */
export function functionsIn(guardrail: string, mode: 'off' | 'observe' | 'enforce'): readonly string[] {
  const always = ['inventory', 'batch', 'summary', 'watch'] as const;
  const plans = mode === 'off' ? [] : (['plan'] as const);
  const changes = mode === 'enforce' ? (['change'] as const) : [];
  return [...always, ...plans, ...changes].map((job) => functionOf(guardrail, job));
}

/** Longest each of them may run. */
export const SECONDS: Readonly<Record<Job, number>> = {
  inventory: 900,
  batch: 900,
  plan: 900,
  change: 900,
  summary: 300,
  watch: 60,
};

/** Name of the error of a step that another run's lease keeps from calling IAM; the state machine tries again. */
export const BUSY = 'BusyError';

/** Name of the error of a batch that could not change somebody for a reason that passes; the state machine tries it again. */
export const UNFINISHED = 'UnfinishedError';

/** How long a run may call IAM after it last took or renewed its lease: longer than any function that then begins lasts. */
export const LEASE_SECONDS = Math.max(...Object.values(SECONDS)) + 120;

/** Longest a run may take, without what it waits for others; a run that hangs must not be the last one that was heard of. */
export const RUN_SECONDS = 6 * 3600;

/** Name of the distributed map in ARNs of its children, which a role must name to redrive them. */
export const MAP_LABEL = 'audit';

/** The same of the map that changes. */
export const CHANGE_MAP_LABEL = 'change';

/** What the daily schedule puts into the queue of the watch: say how long ago the last success was. */
export const WATCH = '{"watch":"days-since-success"}';

/** Minutes between two of them. */
export const WATCH_EVERY_MINUTES = 1440;

/** Where an audit keeps what it found: the account is in every key. */
export const baseOf = (accountId: string, guardrail: string) => `accounts/${accountId}/${guardrail}`;

/** Where the evidence of an account is, whichever guardrail asked for it; an object for each shard is below it. */
export const evidenceBaseOf = (accountId: string) => `accounts/${accountId}/evidence`;

/** Object of one shard of it. */
export const evidenceKeyOf = (accountId: string, shard: number) => `${evidenceBaseOf(accountId)}/${shard}.json`;

/** Objects below the base of an audit; `runs/<runId>/` is before those of one run. */
export const KEYS = {
  runs: 'runs',
  /** When and what for a run was begun, by its inventory. */
  run: 'run.json',
  manifest: 'manifest.json',
  batches: 'batches',
  results: 'results',
  /** What the run is about to change: all of it, and the items of the map that changes. */
  plan: 'plan.json',
  changes: 'changes.json',
  /** What became of each change, by batches, and what the map says of these. */
  changed: 'changed',
  changeResults: 'change-results',
  /** The project's own policies as the inventory found them. */
  scannedPolicies: 'policies.json',
  /** Texts of the project's own policies, for good; `<name>.json` behind it. */
  policies: 'policies',
  /** How many principals still wait for a run that may change them. */
  wave: 'wave.json',
  /** Who needed which services again when people were last told. */
  needsAgain: 'needs-again.json',
  /** What reports have announced, and on how many days; of a guardrail that announces what it does. */
  announced: 'announced.json',
  /** What Security Hub was told of, and has not been told is gone. */
  securityHub: 'security-hub.json',
  /** Evidence that a guardrail kept for itself, in shards, before {@link evidenceBaseOf} was for all. */
  evidence: 'evidence',
  /** Unique ids of everybody in the account, where the run does not look at all of them. */
  account: 'account.json',
  summaryJson: 'summary.json',
  summaryCsv: 'summary.csv',
  /** The same as a page to read. */
  report: 'report.html',
  /** What runs came to, in numbers. */
  history: 'history.json',
  lastSuccess: 'last-success.json',
  watchedSince: 'watched-since.json',
} as const;

/** Dimension of every metric of an audit; its value is the name of the guardrail. */
export const METRIC_DIMENSION = 'Guardrail';

/** Names of metrics in CloudWatch begin with a capital. */
export const metricNameOf = (metric: string) => `${metric.charAt(0).toUpperCase()}${metric.slice(1)}`;

/** Metric of every audit: days, with a fraction. The watch says it once a day; the summary says 0. */
export const DAYS_SINCE_SUCCESS = 'DaysSinceSuccess';

/** `audit.refreshDays` where it is left out; `audit.unusedAfterDays` where that is less. */
export const DEFAULT_REFRESH_DAYS = 30;

/** `audit.sharedHours` where it is left out. */
export const DEFAULT_SHARED_HOURS = 12;
