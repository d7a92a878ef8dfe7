import { z } from 'zod';
import type { JsonActions } from '../resources/json-service';
import { AwsError } from '../wire/aws-error';
import type { DeployedRule, EventBus } from './bus';
import { readPattern } from './pattern';

const bus = { EventBusName: z.literal('default').default('default') };
const named = z.strictObject({ Name: z.string(), ...bus });
const removed = z.strictObject({ Rule: z.string(), Ids: z.array(z.string()).min(1).max(100), ...bus });
const put = z.strictObject({
  Name: z.string(),
  EventPattern: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS']).default('ENABLED'),
  ...bus,
});

const updated = z.strictObject({
  Name: z.literal('default').default('default'),
  Description: z.string().optional(),
  DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
  KmsKeyIdentifier: z.string().optional(),
});

/** Calls of EventBridge about the rules of stacks, as the guard makes them, and as an attacker does who wants it to be deaf. */
export function ruleControl({ deployed, schedules, rules }: EventBus): JsonActions {
  const onRule = (action: string, name: string, answer: (rule: DeployedRule) => object) => {
    const rule = deployed.get(name);
    return {
      demand: { action: `events:${action}`, resource: rule?.arn ?? `*/${name}` },
      answer: () => {
        if (rule === undefined)
          throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus default.`);
        return answer(rule);
      },
    };
  };
  const switching = (action: string, state: string) => (input: unknown) =>
    onRule(action, named.parse(input).Name, (rule) => {
      rule.state = state;
      return {};
    });
  return {
    DescribeRule: (input) => {
      const { Name } = named.parse(input);
      return onRule('DescribeRule', Name, ({ arn, state, eventPattern, schedule }) => ({
        ...{ Name, Arn: arn, State: state, EventBusName: 'default' },
        ...(eventPattern !== undefined && { EventPattern: JSON.stringify(eventPattern.wanted) }),
        ...(schedule !== undefined && { ScheduleExpression: schedule }),
      }));
    },
    DisableRule: switching('DisableRule', 'DISABLED'),
    EnableRule: switching('EnableRule', 'ENABLED'),
    PutRule: (input) => {
      const { Name, EventPattern, State } = put.parse(input);
      return onRule('PutRule', Name, (rule) => {
        if (EventPattern === undefined) throw new AwsError('NotEmulated', 'events:PutRule without a pattern', 400);
        Object.assign(rule, { eventPattern: readPattern(EventPattern), state: State });
        return { RuleArn: rule.arn };
      });
    },
    RemoveTargets: (input) => {
      const { Rule, Ids } = removed.parse(input);
      return onRule('RemoveTargets', Rule, ({ targets }) => {
        const missing = Ids.filter((id) => !targets.delete(id));
        const FailedEntries = missing.map((TargetId) => ({
          ...{ TargetId, ErrorCode: 'ResourceNotFoundException' },
          ErrorMessage: `Target ${TargetId} does not exist on Rule ${Rule}.`,
        }));
        return { FailedEntryCount: missing.length, FailedEntries };
      });
    },
    UpdateEventBus: (input) => {
      const { KmsKeyIdentifier } = updated.parse(input);
      return {
        demand: { action: 'events:UpdateEventBus', resource: '*:event-bus/default' },
        answer: () => {
          // Its dead letters are custom events that cannot be decrypted, of which the account has none.
          if (KmsKeyIdentifier === undefined) return { Name: 'default' };
          throw new AwsError('NotEmulated', 'events:UpdateEventBus with a key', 400);
        },
      };
    },
    DeleteRule: (input) => {
      const { Name } = named.parse(input);
      return onRule('DeleteRule', Name, ({ targets }) => {
        if (targets.size > 0) throw new AwsError('ValidationException', "Rule can't be deleted since it has targets.");
        deployed.delete(Name);
        schedules.delete(Name);
        rules.splice(0, rules.length, ...rules.filter((one) => one.name !== Name));
        return {};
      });
    },
  };
}
