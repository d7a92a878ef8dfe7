import type { MapState } from './definition';
import { checkSize } from './errors';
import { textOf, type Scope } from './expression';
import type { Child, MapRun } from './map-children';
import type { Surroundings } from './surroundings';

const STATUSES = ['FAILED', 'PENDING', 'SUCCEEDED'] as const;

/** Writes what became of the children as AWS writes it; without a writer their outputs are the state's result. */
export async function writeResults(
  state: MapState,
  scope: Scope,
  run: MapRun,
  surroundings: Surroundings,
): Promise<unknown> {
  const children = run.children.map(({ child }) => child);
  if (!state.ResultWriter) {
    const outputs = children.filter(({ status }) => status === 'SUCCEEDED').map(({ output }) => output);
    checkSize('the result', outputs);
    return outputs;
  }
  const Bucket = await textOf(state.ResultWriter.Arguments.Bucket, scope);
  const prefix = await textOf(state.ResultWriter.Arguments.Prefix, scope);
  const folder = [...(prefix === '' ? [] : [prefix.replace(/\/$/, '')]), run.id].join('/');
  const files = STATUSES.map((status): [string, { Key: string; Size: number }[]] => {
    const records = children.filter((child) => groupOf(child) === status).map((child) => recordOf(child, run));
    if (records.length === 0) return [status, []];
    const Key = `${folder}/${status}_0.json`;
    return [status, [{ Key, Size: surroundings.writeResult(Bucket, Key, records) }]];
  });
  const Key = `${folder}/manifest.json`;
  surroundings.writeResult(Bucket, Key, {
    DestinationBucket: Bucket,
    MapRunArn: run.arn,
    ResultFiles: Object.fromEntries(files),
  });
  return { MapRunArn: run.arn, ResultWriterDetails: { Bucket, Key } };
}

const groupOf = ({ status }: Child) => (status === 'SUCCEEDED' || status === 'PENDING' ? status : ('FAILED' as const));

/** One entry of a result file: the execution, its input and output as texts. */
function recordOf(child: Child, { stateMachineArn }: MapRun) {
  const { arn, name, status, input, output, error, cause, redriveCount, startedAt, stoppedAt } = child;
  const succeeded = status === 'SUCCEEDED';
  return {
    ...(error !== undefined && { Error: error, Cause: cause }),
    ExecutionArn: arn,
    Input: JSON.stringify(input),
    InputDetails: { Included: true },
    Name: name,
    ...(succeeded && { Output: JSON.stringify(output), OutputDetails: { Included: true } }),
    RedriveCount: redriveCount,
    RedriveStatus: succeeded ? 'NOT_REDRIVABLE' : 'REDRIVABLE_BY_MAP_RUN',
    ...(succeeded && { RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven' }),
    StartDate: startedAt,
    StateMachineArn: stateMachineArn,
    Status: status,
    StopDate: stoppedAt,
  };
}
