import { command, isHarmless, ownCommand, type Ours, type Payload } from './command';

/** Where the function is that releases. */
export interface ReleasePlace {
  readonly region: string;
  /** Name of the function that releases. */
  readonly releaseFunction: string | Ours;
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
 * It names the principal by its ARN, which people know, or by its id where a shell could read the ARN. Where the id is not
 * known either, it is a sentence that says how to release without a shell.
 *
 * @param guardrail that it is released from; absent: the one that `release` takes the principal to be held by
 */
export function releaseCommand({ arn, id = '' }: Releasable, place: ReleasePlace, guardrail?: string): string {
  const more = guardrail !== undefined && { guardrail };
  const line = invocation({ principal: isHarmless(arn) ? arn : id, ...more }, place);
  if (line !== undefined) return line;
  const event = { principal: '<its unique id, AIDA… or AROA…>', ...more };
  return withoutShell('the ARN of this principal', 'CloudTrail names its id (userIdentity.principalId)', event, place);
}

/** The command that takes back what one run changed, or such a sentence where a shell could read the name of the run. */
export function releaseRunCommand(runId: string, place: ReleasePlace): string {
  const event = { run: '<the name of the run>' };
  return invocation({ run: runId }, place) ?? withoutShell('the name of this run', 'it is named above', event, place);
}

/**
 * The command that accepts a member of an admin group as an admin.
 *
 * @param userId unique id
 * @param group its unique id; absent where there is one admin group
 * @returns undefined where an id holds what a shell could read: no id of IAM does
 */
export function acceptCommand(userId: string, group: string | undefined, place: ReleasePlace): string | undefined {
  return invocation({ accept: userId, ...(group !== undefined && { group }) }, place);
}

/**
 * The command with a payload of this project's own, such as one with a placeholder.
 *
 * @throws Error for what cannot stand in a command
 */
export function releaseTemplate(payload: Payload, place: ReleasePlace): string {
  return withAnswer(ownCommand(...invocationOf(payload, place)));
}

function invocation(payload: Payload, place: ReleasePlace): string | undefined {
  const line = command(...invocationOf(payload, place));
  return line === undefined ? undefined : withAnswer(line);
}

/** The AWS CLI prints that the function ran, and writes what it answered, an error among it, to this file. */
const ANSWER = 'release.json';

/** The command, and the answer of what it invokes, which nobody would look for otherwise. */
function withAnswer(line: string): string {
  return `${line} && cat ${ANSWER}`;
}

function invocationOf(payload: Payload, { region, releaseFunction }: ReleasePlace): Parameters<typeof command> {
  const options = {
    region,
    'function-name': releaseFunction,
    // A release of everybody takes as long as the CLI waits, which would then invoke the function again.
    ...(payload['all'] === true && { 'cli-read-timeout': '0' }),
    'cli-binary-format': 'raw-in-base64-out',
    payload: { json: payload },
  };
  return ['lambda invoke', options, ANSWER];
}

/** In the console of Lambda nothing passes through a shell. */
function withoutShell(
  what: string,
  where: string,
  event: Readonly<Record<string, string>>,
  { releaseFunction }: ReleasePlace,
): string {
  const name = typeof releaseFunction === 'string' ? releaseFunction : releaseFunction.ours;
  const keys = Object.entries(event).map(([key, value]) => `"${key}": "${value}"`);
  return (
    `No command is printed, because ${what} holds characters that a shell would run; ${where}. ` +
    `Open the function ${name} in the Lambda console, and test it with the event { ${keys.join(', ')} }.`
  );
}
