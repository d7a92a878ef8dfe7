import { type CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';

/** An alarm of a metric, as CloudWatch has it. */
export interface ReadAlarm {
  readonly name: string;
  /** Whether anything happens when it begins. */
  readonly isEnabled: boolean;
  /** ARNs of what is told when it begins. */
  readonly actions: readonly string[];
}

/** Reads alarms of the Region. @param names at most 100 @returns those that there are */
export type AlarmReader = (names: readonly string[]) => Promise<readonly ReadAlarm[]>;

/** {@link AlarmReader} backed by the AWS API. */
export const alarmReader =
  (cloudWatch: CloudWatchClient): AlarmReader =>
  async (names) => {
    const asked = { AlarmNames: [...names], MaxRecords: 100 };
    const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand(asked));
    return MetricAlarms.map(({ AlarmName = '', ActionsEnabled = false, AlarmActions = [] }) => ({
      ...{ name: AlarmName, isEnabled: ActionsEnabled, actions: AlarmActions },
    }));
  };
