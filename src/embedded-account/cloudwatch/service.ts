import { z } from 'zod';
import { jsonService } from '../resources/json-service';
import { AwsError } from '../wire/aws-error';
import type { Service } from '../wire/service';
import type { Alarms, DeployedAlarm } from './alarms';

const names = z.array(z.string()).min(1).max(100);
const described = z.strictObject({ AlarmNames: names, MaxRecords: z.int().min(1).max(100).default(50) });
const named = z.strictObject({ AlarmNames: names });

/**
 * CloudWatch, as far as one reads the alarms of stacks, deletes them or switches their actions.
 *
 * @param arnOf of any alarm's name
 */
export function cloudWatchService({ deployed }: Alarms, arnOf: (name: string) => string): Service {
  const switching = (action: string, isEnabled: boolean) => (input: unknown) => {
    const { AlarmNames } = named.parse(input);
    return {
      demand: AlarmNames.map((name) => ({ action: `cloudwatch:${action}`, resource: arnOf(name) })),
      answer: () => {
        // Those that there are not are passed over.
        for (const name of AlarmNames) Object.assign(deployed.get(name) ?? {}, { isEnabled });
        return {};
      },
    };
  };
  return jsonService('GraniteServiceVersion20100801', '1.0', {
    DescribeAlarms: (input) => {
      const { AlarmNames, MaxRecords } = described.parse(input);
      return {
        // Whichever are named, the right is asked for on all.
        demand: { action: 'cloudwatch:DescribeAlarms', resource: arnOf('*') },
        answer: () => {
          const found = AlarmNames.flatMap((name) => {
            const one = deployed.get(name);
            return one === undefined ? [] : [shown(name, one)];
          });
          if (found.length > MaxRecords) throw new AwsError('NotEmulated', 'a second page of alarms');
          return { MetricAlarms: found, CompositeAlarms: [] };
        },
      };
    },
    DisableAlarmActions: switching('DisableAlarmActions', false),
    EnableAlarmActions: switching('EnableAlarmActions', true),
    DeleteAlarms: (input) => {
      const { AlarmNames } = named.parse(input);
      return {
        demand: AlarmNames.map((name) => ({ action: 'cloudwatch:DeleteAlarms', resource: arnOf(name) })),
        answer: () => {
          // None is deleted where one is missing (CloudWatch API reference, DeleteAlarms).
          const missing = AlarmNames.find((name) => !deployed.has(name));
          if (missing !== undefined) throw new AwsError('ResourceNotFound', `Alarm ${missing} does not exist`, 404);
          for (const name of AlarmNames) deployed.delete(name);
          return {};
        },
      };
    },
  });
}

const shown = (AlarmName: string, { arn, isEnabled, actions }: DeployedAlarm) => ({
  ...{ AlarmName, AlarmArn: arn, ActionsEnabled: isEnabled, AlarmActions: actions },
});
