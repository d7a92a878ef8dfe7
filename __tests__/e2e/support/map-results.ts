import { someIds } from '../../support/seed';
import type { Files } from './files';

/** Where a distributed map says what became of its children. */
export interface ResultsManifest {
  readonly Bucket: string;
  readonly Key: string;
}

/** Writes what a ResultWriter writes of a map with one child that succeeded. @param prefix where the map writes */
export async function writeMapResults(
  files: Files,
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
  { input, output }: { readonly input: object; readonly output: unknown },
): Promise<ResultsManifest> {
  const folder = `${prefix}/${someIds.uuid('map run', prefix)}`;
  const file = `${folder}/SUCCEEDED_0.json`;
  const SUCCEEDED = [{ Key: file, Size: await files.write(bucket, file, [childOf(input, output)]) }];
  const manifest = { Bucket: bucket, Key: `${folder}/manifest.json` };
  await files.write(bucket, manifest.Key, {
    DestinationBucket: bucket,
    MapRunArn: `arn:aws:states:us-east-1:123456789012:mapRun:audit/audit:${someIds.uuid('map run', prefix)}`,
    ResultFiles: { FAILED: [], PENDING: [], SUCCEEDED },
  });
  return manifest;
}

/** A child of a distributed map that succeeded, as the ResultWriter writes it. */
function childOf(input: object, output: unknown): object {
  const name = someIds.uuid('child', JSON.stringify(input));
  const at = new Date().toISOString();
  return {
    ExecutionArn: `arn:aws:states:us-east-1:123456789012:execution:audit/audit:${name}`,
    Input: JSON.stringify(input),
    InputDetails: { Included: true },
    Name: name,
    Output: JSON.stringify(output),
    OutputDetails: { Included: true },
    RedriveCount: 0,
    RedriveStatus: 'NOT_REDRIVABLE',
    RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
    StartDate: at,
    StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:audit/audit',
    Status: 'SUCCEEDED',
    StopDate: at,
  };
}
