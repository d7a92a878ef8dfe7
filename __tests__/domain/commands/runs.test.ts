import { copyCommand, redriveCommand } from '../../../src/domain/commands/runs';

const arnOf = (run: string) => `arn:aws:states:us-east-1:111122223333:execution:p-permissions-boundary:${run}`;

describe('the command that redrives a run', () => {
  it('is a sentence where a shell could read the name of the run', () => {
    expect(redriveCommand(arnOf('one'), 'us-east-1')).toMatch(/^aws stepfunctions redrive-execution /);
    expect(redriveCommand(arnOf("it's"), 'us-east-1')).toMatch(/^No command is printed, .* choose Redrive\.$/);
  });
});

describe('the command that copies an object', () => {
  it('is not there where a shell could read the key', () => {
    expect(copyCommand('evidence', 'runs/one/summary.csv')).toBe('aws s3 cp s3://evidence/runs/one/summary.csv .');
    expect(copyCommand('evidence', "runs/it's/summary.csv")).toBeUndefined();
  });
});
