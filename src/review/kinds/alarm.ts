import { all, fewer, higher, lower, noLonger, switchedOff, within, type Judge } from './compare';

const LATER = 'it alarms later';

/** An alarm above a threshold is weaker with a higher one, and one below with a lower. */
const threshold: Judge = (before, now, released) => {
  const above = String(within(now, 'comparison_operator')).startsWith('Greater');
  return (above ? higher : lower)('threshold', LATER)(before, now, released);
};

export const weakerAlarm: Judge = all(
  switchedOff('actions_enabled', 'nobody is alarmed'),
  fewer('alarm_actions', 'it no longer alarms'),
  threshold,
  higher('evaluation_periods', LATER),
  higher('datapoints_to_alarm', LATER),
  higher('period', LATER),
  noLonger('treat_missing_data', 'breaching', 'what is missing does not alarm'),
);
