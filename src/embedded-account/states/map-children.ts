/** A child execution as the map sees it. */
export interface Child {
  readonly name: string;
  readonly arn: string;
  readonly status: string;
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  readonly redriveCount: number;
  readonly startedAt: Date | undefined;
  readonly stoppedAt: Date | undefined;
  /** Runs it for the first time, or again from where it failed. */
  run(): Promise<void>;
}

/** The children of one run of a map; it stays until they all succeeded or the state was left. */
export interface MapRun {
  readonly id: string;
  readonly arn: string;
  /** ARN that the children name as their state machine. */
  readonly stateMachineArn: string;
  readonly children: readonly { readonly child: Child; readonly items: number }[];
}
