import type { Notice } from '../../domain/notice/notice';

/** A notice with what a channel knows it by. */
export interface Known {
  readonly id: string;
  readonly notice: Notice;
}

/**
 * Tells one channel.
 *
 * @throws NotNow or Refused
 */
export type TellChannel = (known: Known, now: Date) => Promise<void>;

/** Reads the value of the channel's secret, as it is now. @throws NotNow or Refused, without the value */
export type ReadSecret = () => Promise<string>;
