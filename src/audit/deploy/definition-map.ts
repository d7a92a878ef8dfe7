import { CHANGE_MAP_LABEL, KEYS, MAP_LABEL } from '../contract';

/** What the definition of a map names. */
export interface MapNames {
  /** Bucket of the items and of the results. */
  readonly bucket: string;

  /** ARN of an integration of Step Functions, such as `lambda:invoke`. */
  readonly integrationArn: (integration: string) => string;
}

/** Below the 256 KiB that the input of a child may have. */
const BATCH_BYTES = 200_000;

/** What every state hands on of the run. */
export const FORWARDED = {
  runId: '{% $states.input.runId %}',
  startedAt: '{% $states.input.startedAt %}',
  purpose: '{% $states.input.purpose %}',
  prefix: '{% $states.input.prefix %}',
};

/** Where a map finds its items, how it spreads them, and where it keeps what became of them. */
interface MapProps {
  readonly label: string;
  readonly itemsKey: string;
  /** The plan of src/audit/batch/spread.ts in the input of the state. */
  readonly spread: string;
  readonly results: string;
}

/** The map that audits. */
export const AUDIT: MapProps = {
  label: MAP_LABEL,
  itemsKey: '$states.input.manifestKey',
  spread: '$states.input.plan',
  results: KEYS.results,
};

/** The map that changes. */
export const CHANGE: MapProps = {
  label: CHANGE_MAP_LABEL,
  itemsKey: '$states.input.changesKey',
  spread: '$states.input.share',
  results: KEYS.changeResults,
};

/** A distributed map over the items of an object, without what it does with each batch. */
export function mapOf({ bucket, integrationArn }: MapNames, { label, itemsKey, spread, results }: MapProps): object {
  return {
    Type: 'Map',
    Label: label,
    ItemReader: {
      Resource: integrationArn('s3:getObject'),
      ReaderConfig: { InputType: 'JSON' },
      Arguments: { Bucket: bucket, Key: `{% ${itemsKey} %}` },
    },
    ItemBatcher: {
      MaxItemsPerBatch: `{% ${spread}.itemsPerBatch %}`,
      MaxInputBytesPerBatch: BATCH_BYTES,
      BatchInput: { ...FORWARDED, callsPerSecond: `{% ${spread}.callsPerSecond %}` },
    },
    MaxConcurrency: `{% ${spread}.concurrency %}`,
    ToleratedFailurePercentage: `{% ${spread}.toleratedFailurePercentage %}`,
    ResultWriter: {
      Resource: integrationArn('s3:putObject'),
      Arguments: { Bucket: bucket, Prefix: `{% $states.input.prefix & '/${results}' %}` },
    },
  };
}

/** One function for each batch, in an execution of its own. @param name one of its own among all states of the machine */
export function inBatches(name: string, task: object): object {
  return {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: name,
    States: { [name]: { ...task, End: true } },
  };
}
