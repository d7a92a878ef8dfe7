import { ownCommand } from './command';

/**
 * The command that lists the lines of a function's log which say that something holds.
 *
 * @param field that is true in them; of this project's own
 */
export function logLinesCommand(functionName: string, field: string, since: Date, region: string): string {
  return ownCommand('logs filter-log-events', {
    'log-group-name': `/aws/lambda/${functionName}`,
    'filter-pattern': { ours: `'{ $.${field} IS TRUE }'` },
    'start-time': String(since.getTime()),
    region,
  });
}
