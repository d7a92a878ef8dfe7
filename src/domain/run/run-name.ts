/**
 * What Step Functions lets an execution be called: everything but white space, control characters and those that mean
 * something elsewhere (API reference, StartExecution). Quotes and letters of any alphabet are among it.
 */
const RUN_NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{C}]{1,80}$/u;

/** Whether an execution may be called so. */
export function isRunName(text: string): boolean {
  return RUN_NAME.test(text);
}
