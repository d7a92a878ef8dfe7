/** Time as a run sees it. Given, so that a test can let hours pass at once. */
export interface Clock {
  /** Milliseconds since some moment that stays the same. */
  now(): number;
  sleep(ms: number): Promise<void>;
}
