import type { WriteStream } from 'node:tty';

/** Says what is being done, with the seconds since the beginning: on a terminal in one line, elsewhere in a line each. */
export class Progress {
  private readonly startedAt = performance.now();

  public constructor(private readonly to: Pick<WriteStream, 'write' | 'isTTY'>) {}

  public say(what: string): void {
    const seconds = Math.round((performance.now() - this.startedAt) / 1000);
    const line = `${String(seconds).padStart(3)} s  ${what}`;
    this.to.write(this.to.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
  }

  /** Takes the line away, so that something else can be written. */
  public clear(): void {
    if (this.to.isTTY) this.to.write('\r\x1b[K');
  }
}
