/** An error in the words of Step Functions: what retriers and catchers compare. */
export class StatesError extends Error {
  /** @param error such as `States.TaskFailed` */
  constructor(
    readonly error: string,
    readonly explanation: string,
  ) {
    super(`${error}: ${explanation}`);
  }

  /** As `$states.errorOutput` holds it. */
  get output(): { readonly Error: string; readonly Cause: string } {
    return { Error: this.error, Cause: this.explanation };
  }
}

/** The states language in the definition is not understood; nothing of it is guessed. */
export class UnsupportedDefinitionError extends Error {}

/** No wildcard stands for these. */
const NEVER_BY_WILDCARD = ['States.DataLimitExceeded', 'States.Runtime'];

/** Whether a retrier's or catcher's `ErrorEquals` names an error. */
export function namesError(names: readonly string[], { error }: StatesError): boolean {
  return names.some((name) => {
    if (name === error) return true;
    if (NEVER_BY_WILDCARD.includes(error)) return false;
    return name === 'States.ALL' || (name === 'States.TaskFailed' && error !== 'States.Timeout');
  });
}

const MOST_BYTES = 262_144;

/** @throws StatesError where a payload is longer than Step Functions carries */
export function checkSize(what: string, value: unknown): void {
  const bytes = Buffer.byteLength(JSON.stringify(value ?? null));
  if (bytes <= MOST_BYTES) return;
  throw new StatesError('States.DataLimitExceeded', `${what} has ${bytes} bytes, more than ${MOST_BYTES}`);
}
