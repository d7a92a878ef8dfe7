import type { Desk } from '../../audit/desk/desk';

/** Where what is read of an account comes from, and what time it is there. */
export type Source = Pick<Desk, 'readings' | 'now' | 'clock' | 'pace'>;

/** Who is told of the reading. */
export interface Reader {
  readonly warn: (line: string) => void;
  /** Told how many users, roles and groups are read so far. */
  readonly read: (principals: number) => void;
}
