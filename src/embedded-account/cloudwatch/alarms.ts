/** An alarm of a metric, as far as one asks whether it tells anybody. It never goes off here. */
export interface DeployedAlarm {
  readonly arn: string;
  isEnabled: boolean;
  readonly actions: readonly string[];
}

/** The alarms of stacks, by name. */
export class Alarms {
  readonly deployed = new Map<string, DeployedAlarm>();
}
