import { command, ownCommand, type Ours, type Payload } from './command';

/** The command that goes on with a failed run, or a sentence where a shell could read the name of the run. */
export function redriveCommand(executionArn: string, region: string): string {
  return (
    command('stepfunctions redrive-execution', { 'execution-arn': { quoted: executionArn }, region }) ??
    'No command is printed, because the name of this run holds characters that a shell would run. ' +
      'Open the execution in the Step Functions console, and choose Redrive.'
  );
}

/**
 * The command that begins a run.
 *
 * @throws Error for what cannot stand in a command
 */
export function startCommand(stateMachineArn: Ours, input: Payload, region: string): string {
  return ownCommand('stepfunctions start-execution', {
    region,
    'state-machine-arn': stateMachineArn,
    input: { json: input },
  });
}

/** The command that copies one object to the current folder; undefined where a shell could read its key. */
export function copyCommand(bucket: string, key: string): string | undefined {
  return command('s3 cp', {}, `s3://${bucket}/${key}`, { ours: '.' });
}
