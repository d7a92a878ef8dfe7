import { command, isHarmless, type Payload } from './command';

/** Where the function is that releases. */
export interface ReleasePlace {
  readonly region: string;
  /** Name of the function that releases. */
  readonly releaseFunction: string;
}

/** Somebody to be released. */
export interface Releasable {
  readonly arn: string;
  /** Unique id, `AIDA…` or `AROA…`. Absent: nobody knows it. */
  readonly id?: string | undefined;
}

/**
 * The command that releases one principal, on one line.
 *
 * It names the principal by its ARN, which people know, or by its id where the ARN could be read by a shell. Where not even
 * the id is known it is a sentence that says how to release without a shell.
 *
 * @param guardrail that released from; absent: the one that `release` takes the principal to be held by
 */
export function releaseCommand({ arn, id }: Releasable, place: ReleasePlace, guardrail?: string): string {
  const named = (principal: string) => invocation({ principal, ...(guardrail !== undefined && { guardrail }) }, place);
  const line = named(isHarmless(arn) ? arn : (id ?? ''));
  if (line !== undefined) return line;
  return inTheConsole(
    { principal: 'the unique id, AIDA… or AROA…', ...(guardrail !== undefined && { guardrail }) },
    'the name of this principal holds characters that a shell would run; IAM (GetUser, GetRole) and CloudTrail ' +
      '(userIdentity.principalId) say its id',
    place,
  );
}

/** The command that takes back what one run changed, or a sentence where the name of the run could be read by a shell. */
export function releaseRunCommand(runId: string, place: ReleasePlace): string {
  return (
    invocation({ run: runId }, place) ??
    inTheConsole(
      { run: 'the name of the run, as above' },
      'the name of this run holds characters that a shell would run',
      place,
    )
  );
}

/** The same with a placeholder in the place of the name. */
export function releaseTemplate(payload: Payload, place: ReleasePlace): string {
  const line = invocation(payload, place);
  if (line === undefined) throw new Error(`${JSON.stringify({ payload, place })} cannot stand in a command`);
  return line;
}

function invocation(payload: Payload, { region, releaseFunction }: ReleasePlace): string | undefined {
  return command(
    'lambda invoke',
    {
      region,
      'function-name': releaseFunction,
      'cli-binary-format': 'raw-in-base64-out',
      payload: { json: payload },
    },
    'release.json',
  );
}

/** A test event in the console of Lambda passes no shell. */
function inTheConsole(payload: Readonly<Record<string, string>>, why: string, place: ReleasePlace): string {
  const [first = '', ...rest] = Object.entries(payload).map(([key, value]) => `"${key}" (${value})`);
  return (
    `No command is printed: ${why}. Open the function ${place.releaseFunction} in the Lambda console and test it with an ` +
    `event that has the key ${[first, ...rest].join(' and the key ')}.`
  );
}
