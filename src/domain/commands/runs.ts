import { command, type Ours, type Payload } from './command';

/** The command that goes on with a failed run, or a sentence where its name could be read by a shell. */
export function redriveCommand(executionArn: string, region: string): string {
  return (
    command('stepfunctions redrive-execution', { 'execution-arn': { quoted: executionArn }, region }) ??
    'No command is printed: the name of this run holds characters that a shell would run. Open the execution in the ' +
      'Step Functions console and choose Redrive.'
  );
}

/** The command that begins a run. */
export function startCommand(stateMachineArn: Ours, input: Payload, region: string): string {
  const options = { region, 'state-machine-arn': stateMachineArn, input: { json: input } };
  const line = command('stepfunctions start-execution', options);
  if (line === undefined) throw new Error(`${JSON.stringify(options)} cannot stand in a command`);
  return line;
}

/** The command that copies one object here, or undefined where its key could be read by a shell. */
export function copyCommand(bucket: string, key: string): string | undefined {
  return command('s3 cp', {}, `s3://${bucket}/${key}`, { ours: '.' });
}
