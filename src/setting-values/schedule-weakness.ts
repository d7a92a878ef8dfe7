import { says } from './says';
import { rhythmOfSchedule } from './schedule';

/**
 * How a schedule is weaker than another: up to more days pass between two runs, or there are none any more.
 *
 * @param key of the settings
 * @param does what a run does, such as `denies unused services`
 */
export function scheduleWeakness(key: string, schedule: string, than: string, does: string): string[] {
  const { longestDays: days = 0, endsIn } = rhythmOfSchedule(schedule) ?? {};
  const rarely = days > (rhythmOfSchedule(than)?.longestDays ?? 0);
  const said = `${key} is ${schedule}`;
  return [
    ...says(rarely, `${said}: up to ${Math.ceil(days)} days pass without a run that ${does}`),
    ...says(endsIn !== undefined, `${said}: no run ${does} after ${endsIn ?? ''}`),
  ];
}
