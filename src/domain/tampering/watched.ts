/** A condition on a text (EventBridge user guide, "Comparison operators"). */
export type Condition =
  | string
  | { readonly prefix: string | { readonly 'equals-ignore-case': string } }
  | { readonly suffix: string | { readonly 'equals-ignore-case': string } }
  | { readonly wildcard: string }
  | { readonly exists: boolean };

/** Calls of one service whose records name a part of the guard in the same place. */
export interface WatchedCalls {
  /** Its name in records of CloudTrail, before `.amazonaws.com`. */
  readonly service: string;
  readonly calls: readonly Condition[];
  /** Where a record names the part, below `detail`. */
  readonly at: readonly ['requestParameters' | 'responseElements', ...string[]];
  /** Whether a list stands there. */
  readonly isList?: true;
  /** Names of parts. */
  readonly names: readonly Condition[];
}

/**
 * The parts of the guard in groups, each with a rule of EventBridge for the calls about it: one pattern has no room for two.
 * No record may have something in two of the places where the calls of a group name their part: the mail would say both,
 * with nothing between.
 */
export const TAMPERING_GROUPS = ['triggers', 'functions', 'queues', 'records', 'alerts', 'policies'] as const;
export type TamperingGroup = (typeof TAMPERING_GROUPS)[number];

/** The parts of a deployment, by what tells them from anything else. */
export interface Watched {
  /** Beginning of every name. */
  readonly prefix: string;
  /** ARN of a topic that is not named like the others. */
  readonly topicArn?: string | undefined;
  /** Names of managed policies that say what the guard denies, and what its own roles may. */
  readonly policies: readonly string[];
  /** End of the ARN of the guard's own role that gives these policies their text back: nobody is told when it does. */
  readonly restorer: string;
  /** ARNs of the keys that parts are encrypted with. */
  readonly keyArns: readonly string[];
}

/** Name of the rule of a group, without what every name begins with. */
export const tamperingRule = (group: TamperingGroup): string => `tampering-${group}`;
