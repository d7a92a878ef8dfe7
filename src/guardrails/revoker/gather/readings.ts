/** Readings of which some may fail without keeping the others from being used. */
export class Readings {
  /** What could not be read, and why. */
  public readonly failed: string[] = [];

  /** @returns what was read, or what stands for it where that failed */
  public async or<T, D>(instead: D, what: string, reading: Promise<T>): Promise<T | D> {
    try {
      return await reading;
    } catch (error) {
      this.failed.push(`${what}: ${String(error)}`);
      return instead;
    }
  }
}
