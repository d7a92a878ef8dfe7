import { MAP_LABEL } from './contract';

/** What the definition of an audit names. */
export interface DefinitionNames {
  /** What the machine is for, shown in the AWS console. */
  readonly comment: string;

  /** Bucket of the manifest and of the results. */
  readonly bucket: string;

  readonly inventoryArn: string;
  readonly batchArn: string;
  readonly summaryArn: string;

  /** ARN of an integration of Step Functions, such as `lambda:invoke`. */
  readonly integrationArn: (integration: string) => string;

  /** Longest each function may run. */
  readonly timeoutSeconds: { readonly inventory: number; readonly batch: number; readonly summary: number };
}

/** More than the largest account needs; a run that hangs must not be the last one that was heard of. */
const RUN_TIMEOUT_SECONDS = 6 * 3600;

/** The start of a function that is throttled or new comes on top of its own time. */
const START_SECONDS = 60;

/** Below the 256 KiB that the input of a child may have. */
const BATCH_BYTES = 200_000;

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

/**
 * The state machine of an audit: inventory, batches beside each other, summary.
 *
 * Nothing is caught: only a map that failed can be redriven (docs/adr/0009-failed-runs.md). A `{%` never follows a `%` or
 * `$` here, since Terraform would read `%{` and `${`.
 */
export function definitionOf(names: DefinitionNames): object {
  const { integrationArn, timeoutSeconds } = names;
  const call = (functionArn: string, seconds: number, Payload: unknown) => ({
    Type: 'Task',
    Resource: integrationArn('lambda:invoke'),
    Arguments: { FunctionName: functionArn, Payload },
    TimeoutSeconds: seconds + START_SECONDS,
    Retry: RETRY,
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
        ...mapOf(names),
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'Batch',
          States: {
            Batch: { ...call(names.batchArn, timeoutSeconds.batch, '{% $states.input %}'), End: true },
          },
        },
        Output: {
          ...FORWARDED,
          principals: '{% $states.input.principals %}',
          resultsManifest: '{% $states.result.ResultWriterDetails %}',
        },
        Next: 'Summary',
      },
      Summary: { ...call(names.summaryArn, timeoutSeconds.summary, SUMMARY), End: true },
    },
  };
}

/** What is the same however often a run is redriven. A run started in the console has no purpose, and audits. */
const RUN = {
  runId: '{% $states.context.Execution.Name %}',
  startedAt: '{% $states.context.Execution.StartTime %}',
  purpose: "{% $states.input.purpose ? $states.input.purpose : 'audit' %}",
};

const FORWARDED = {
  runId: '{% $states.input.runId %}',
  startedAt: '{% $states.input.startedAt %}',
  purpose: '{% $states.input.purpose %}',
  prefix: '{% $states.input.prefix %}',
};

const SUMMARY = {
  ...FORWARDED,
  principals: '{% $states.input.principals %}',
  resultsManifest: '{% $states.input.resultsManifest %}',
  // It only grows: retries begin at 0 again after a redrive, and there are fewer than ten. A sum of what there is, for not
  // every count is there before the first redrive.
  attempt: '{% $sum([$states.context.Execution.RedriveCount * 10, $states.context.State.RetryCount]) %}',
};

function mapOf({ bucket, integrationArn }: DefinitionNames): object {
  return {
    Type: 'Map',
    Label: MAP_LABEL,
    ItemReader: {
      Resource: integrationArn('s3:getObject'),
      ReaderConfig: { InputType: 'JSON' },
      Arguments: { Bucket: bucket, Key: '{% $states.input.manifestKey %}' },
    },
    ItemBatcher: {
      MaxItemsPerBatch: '{% $states.input.plan.itemsPerBatch %}',
      MaxInputBytesPerBatch: BATCH_BYTES,
      BatchInput: { ...FORWARDED, callsPerSecond: '{% $states.input.plan.callsPerSecond %}' },
    },
    MaxConcurrency: '{% $states.input.plan.concurrency %}',
    ToleratedFailurePercentage: '{% $states.input.plan.toleratedFailurePercentage %}',
    ResultWriter: {
      Resource: integrationArn('s3:putObject'),
      Arguments: { Bucket: bucket, Prefix: "{% $states.input.prefix & '/results' %}" },
    },
  };
}
