import {
  DescribeRuleCommand,
  type EventBridgeClient,
  ListTargetsByRuleCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import { byToken } from '../clients/by-token';

/** One target of a rule. */
export interface ReadTarget {
  readonly arn: string;
  /** What it is sent; absent where it is sent the event. */
  readonly input?: string;
  /** Whether it is sent a part of the event, or something made of it. */
  readonly isTransformed: boolean;
}

/** A rule of the default bus, as EventBridge has it. */
export interface ReadRule {
  readonly state: string;
  /** JSON. */
  readonly pattern?: string;
  readonly schedule?: string;
  readonly targets: readonly ReadTarget[];
}

/** Reads a rule with its targets. @returns undefined where there is none of the name */
export type RuleReader = (name: string) => Promise<ReadRule | undefined>;

/** {@link RuleReader} backed by the AWS API. */
export const ruleReader =
  (events: EventBridgeClient): RuleReader =>
  async (Name) => {
    try {
      const { State = '', EventPattern, ScheduleExpression } = await events.send(new DescribeRuleCommand({ Name }));
      return {
        state: State,
        ...(EventPattern !== undefined && { pattern: EventPattern }),
        ...(ScheduleExpression !== undefined && { schedule: ScheduleExpression }),
        targets: await targetsOf(Name, events),
      };
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  };

async function targetsOf(Rule: string, events: EventBridgeClient): Promise<readonly ReadTarget[]> {
  const pages = byToken(
    (NextToken) => events.send(new ListTargetsByRuleCommand({ Rule, NextToken })),
    ({ NextToken }) => NextToken,
  );
  const targets: ReadTarget[] = [];
  for await (const { Targets = [] } of pages) {
    for (const { Arn = '', Input, InputPath, InputTransformer } of Targets) {
      const isTransformed = InputPath !== undefined || InputTransformer !== undefined;
      targets.push({ arn: Arn, isTransformed, ...(Input !== undefined && { input: Input }) });
    }
  }
  return targets;
}
