/** How often the account checks whether it is running. Milliseconds. */
const CHECK_MS = 25;

/**
 * Counts, between `start` and `stop`, the time in which this process runs or has nothing to do. In AWS functions and
 * services have processors of their own; a machine that is busy with something else gives the account little of one for
 * minutes, and no time limit counts that.
 */
export class RunningTime {
  /** Whole milliseconds so far, in memory that a thread can share. */
  readonly sharedMs = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  private exactMs = 0;
  private checks: NodeJS.Timeout | undefined;

  get ms(): number {
    return Atomics.load(this.sharedMs, 0);
  }

  /** @param onCheck is called with the milliseconds so far, until `stop` */
  start(onCheck: (ms: number) => void): void {
    let [loop, processor] = [performance.eventLoopUtilization(), process.cpuUsage()];
    this.checks = setInterval(() => {
      const [loopNow, processorNow] = [performance.eventLoopUtilization(), process.cpuUsage()];
      const { idle, active } = performance.eventLoopUtilization(loopNow, loop);
      const processorMs = (processorNow.user + processorNow.system - processor.user - processor.system) / 1_000;
      [loop, processor] = [loopNow, processorNow];
      // Work without a processor is waiting for one, and so is idling for longer than until the next check.
      this.exactMs += Math.min(idle, 2 * CHECK_MS) + Math.min(active, processorMs);
      Atomics.store(this.sharedMs, 0, Math.floor(this.exactMs));
      onCheck(this.ms);
    }, CHECK_MS);
  }

  stop(): void {
    clearInterval(this.checks);
  }
}
