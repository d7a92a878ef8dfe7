/** How often the account looks whether it runs. Milliseconds. */
const LOOK_MS = 25;

/**
 * Counts the time in which this process runs or has nothing to do, between `start` and `stop`. In AWS functions and services
 * have processors of their own; a machine that is busy with something else gives the account little of one for minutes, and
 * no time limit counts that.
 */
export class RunningTime {
  /** Milliseconds, in memory that a thread can share. */
  readonly shared = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  private looks: NodeJS.Timeout | undefined;

  get ms(): number {
    return Atomics.load(this.shared, 0);
  }

  /** @param onLook is called with the milliseconds so far, until `stop` */
  start(onLook: (ms: number) => void): void {
    let [loop, processor] = [performance.eventLoopUtilization(), process.cpuUsage()];
    this.looks = setInterval(() => {
      const [loopNow, processorNow] = [performance.eventLoopUtilization(), process.cpuUsage()];
      const { idle, active } = performance.eventLoopUtilization(loopNow, loop);
      const processorMs = (processorNow.user + processorNow.system - processor.user - processor.system) / 1_000;
      [loop, processor] = [loopNow, processorNow];
      // At work without a processor is waiting for one, and so is a look that comes late.
      Atomics.add(this.shared, 0, Math.round(Math.min(idle + Math.min(active, processorMs), 2 * LOOK_MS)));
      onLook(this.ms);
    }, LOOK_MS);
  }

  stop(): void {
    clearInterval(this.looks);
  }
}
