import { BUSY, RUN_SECONDS, UNFINISHED } from '../contract';
import { AUDIT, CHANGE, FORWARDED, inBatches, mapOf, type MapNames } from './definition-map';

/** What the definition of an audit names. */
export interface DefinitionNames extends MapNames {
  /** What the machine is for, shown in the AWS console. */
  readonly comment: string;

  readonly inventoryArn: string;
  readonly batchArn: string;
  readonly summaryArn: string;

  /** @default - nothing is planned */
  readonly planArn?: string | undefined;

  /**
   * Carries out what is planned, so it needs a function that plans.
   *
   * @default - nothing of a plan is carried out
   */
  readonly changeArn?: string | undefined;

  /** Longest each function may run. */
  readonly timeoutSeconds: Readonly<Record<'inventory' | 'batch' | 'plan' | 'change' | 'summary', number>>;
}

/** A run waits for another as long as that may take, and takes as long itself. */
const [WAIT_SECONDS, RUN_TIMEOUT_SECONDS] = [RUN_SECONDS, 2 * RUN_SECONDS];

/** The start of a function that is throttled or new comes on top of its own time. */
const START_SECONDS = 60;

/** What Lambda itself could not do; what a function says is no reason to ask it again. */
const RETRY = [
  {
    ErrorEquals: [
      'Lambda.ServiceException',
      'Lambda.AWSLambdaException',
      'Lambda.SdkClientException',
      'Lambda.TooManyRequestsException',
    ],
    IntervalSeconds: 2,
    BackoffRate: 2,
    MaxAttempts: 4,
    JitterStrategy: 'FULL',
  },
];

/** Seldom enough for hours, and so often that the first hour is not a twentieth longer than it has to be. */
const WAITING = { IntervalSeconds: 2, BackoffRate: 1.05, MaxDelaySeconds: 30 };

/** A step that calls IAM waits while another run does (docs/adr/0029-one-run-calls-iam.md). */
const RETRY_IN_TURN = [...RETRY, { ErrorEquals: [BUSY], ...WAITING, MaxAttempts: attemptsWithin(WAIT_SECONDS) }];

/** What failed for a reason that passes is tried again for some minutes; then the run fails, and a redrive ends it. */
const RETRY_UNFINISHED = { ErrorEquals: [UNFINISHED], IntervalSeconds: 30, BackoffRate: 2, MaxAttempts: 2 };

/** @returns how many attempts it takes to have waited so long */
function attemptsWithin(seconds: number): number {
  const { IntervalSeconds, BackoffRate, MaxDelaySeconds } = WAITING;
  let attempts = 0;
  for (let waited = 0; waited < seconds; attempts += 1) {
    waited += Math.min(IntervalSeconds * BackoffRate ** attempts, MaxDelaySeconds);
  }
  return attempts;
}

/**
 * The state machine of an audit: inventory, batches beside each other, summary; before it, where that is asked for, a
 * plan of what is to be changed, and batches that change it.
 *
 * Nothing is caught: only a map that failed can be redriven (docs/adr/0009-failed-runs.md). A `{%` never follows a `%` or
 * `$` here, since Terraform would read `%{` and `${`.
 */
export function definitionOf(names: DefinitionNames): object {
  const { integrationArn, planArn, changeArn, timeoutSeconds } = names;
  const call = (functionArn: string, seconds: number, Payload: unknown) => ({
    Type: 'Task',
    Resource: integrationArn('lambda:invoke'),
    Arguments: { FunctionName: functionArn, Payload },
    TimeoutSeconds: seconds + START_SECONDS,
    Retry: retriesOf(functionArn, names),
    Output: '{% $states.result.Payload %}',
  });
  return {
    Comment: names.comment,
    QueryLanguage: 'JSONata',
    TimeoutSeconds: RUN_TIMEOUT_SECONDS,
    StartAt: 'Inventory',
    States: {
      Inventory: { ...call(names.inventoryArn, timeoutSeconds.inventory, RUN), Next: 'Audit' },
      Audit: {
        ...mapOf(names, AUDIT),
        ItemProcessor: inBatches('Batch', call(names.batchArn, timeoutSeconds.batch, '{% $states.input %}')),
        Output: {
          ...FORWARDED,
          principals: '{% $states.input.principals %}',
          resultsManifest: '{% $states.result.ResultWriterDetails %}',
        },
        Next: planArn === undefined ? 'Summary' : 'Plan',
      },
      ...(planArn !== undefined && {
        Plan: {
          ...call(planArn, timeoutSeconds.plan, AUDITED),
          Output: { ...AUDITED, ...PLANNED },
          Next: changeArn === undefined ? 'Summary' : 'Route',
        },
      }),
      ...(changeArn !== undefined && {
        Route: {
          Type: 'Choice',
          // A distributed map without items would be one more run to read about.
          Choices: [{ Condition: '{% $states.input.changes > 0 %}', Next: 'Change' }],
          Default: 'Summary',
        },
        Change: {
          ...mapOf(names, CHANGE),
          ItemProcessor: inBatches('ChangeBatch', call(changeArn, timeoutSeconds.change, '{% $states.input %}')),
          Output: {
            ...AUDITED,
            planKey: '{% $states.input.planKey %}',
            changesManifest: '{% $states.result.ResultWriterDetails %}',
          },
          Next: 'Summary',
        },
      }),
      Summary: { ...call(names.summaryArn, timeoutSeconds.summary, SUMMARY), End: true },
    },
  };
}

function retriesOf(functionArn: string, { summaryArn, changeArn }: DefinitionNames): readonly object[] {
  if (functionArn === summaryArn) return RETRY;
  return functionArn === changeArn ? [...RETRY_IN_TURN, RETRY_UNFINISHED] : RETRY_IN_TURN;
}

/** What is the same however often a run is redriven. A run started in the console has no purpose, and audits. */
const RUN = {
  runId: '{% $states.context.Execution.Name %}',
  startedAt: '{% $states.context.Execution.StartTime %}',
  purpose: "{% $states.input.purpose ? $states.input.purpose : 'audit' %}",
};

const AUDITED = {
  ...FORWARDED,
  principals: '{% $states.input.principals %}',
  resultsManifest: '{% $states.input.resultsManifest %}',
};

/** What the function that plans answers. */
const PLANNED = {
  planKey: '{% $states.result.Payload.planKey %}',
  changesKey: '{% $states.result.Payload.changesKey %}',
  changes: '{% $states.result.Payload.changes %}',
  share: '{% $states.result.Payload.share %}',
};

const SUMMARY = {
  ...AUDITED,
  // Which states there were depends on the mode and on the plan, and an expression that yields nothing is an error.
  planKey: '{% $exists($states.input.planKey) ? $states.input.planKey : null %}',
  changesManifest: '{% $exists($states.input.changesManifest) ? $states.input.changesManifest : null %}',
  // It only grows: retries begin at 0 again after a redrive, and there are fewer than ten. A sum of what there is, for not
  // every count is there before the first redrive.
  attempt: '{% $sum([$states.context.Execution.RedriveCount * 10, $states.context.State.RetryCount]) %}',
};
