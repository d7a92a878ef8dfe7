/**
 * Makes a call when its turn has come.
 *
 * @param action API action, such as `TagUser`: each has a rate of its own
 */
export type Paced = <T>(action: string, call: () => Promise<T>) => Promise<T>;

/** Makes a call at once. */
export const unpaced: Paced = (_action, call) => call();
