import type { Turn } from '../clients/turn';

/** The resources of one service in one Region. */
export interface PolicySource {
  /** One page after the other. */
  readonly pages: (turn: Turn) => AsyncIterable<readonly Listed[]>;
  /** Names of errors that say that a resource has no policy, or is gone by now. */
  readonly none: readonly string[];
  readonly close: () => void;
}

/** A resource that was listed. */
export interface Listed {
  readonly arn: string;
  /** Reads its policy; undefined where it has none. */
  readonly read: (turn: Turn) => Promise<string | undefined>;
}
