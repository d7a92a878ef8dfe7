/** Ends the process with 0 where every bound held, and with 1 where one did not or something went wrong. */
export function exitWith(held: Promise<boolean>): void {
  held.then(
    (isHeld) => {
      process.exitCode = isHeld ? 0 : 1;
    },
    (error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
}
