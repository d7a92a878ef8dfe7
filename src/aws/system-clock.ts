/** The machine's time. It never goes backwards, and says nothing of the date. */
export const systemClock = {
  now: (): number => performance.now(),
  sleep: (ms: number): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
};
