import { logSearch } from '../aws/logs/insights';
import { refusedCallsIn, type RefusedCallsReader } from '../aws/logs/refused-calls';
import { systemClock } from '../aws/system-clock';
import { logs } from './clients';
import type { Place } from './place';

/** What the log group of a trail says of refused calls. */
export const refusedCalls = (at: Place, logGroupName: string): RefusedCallsReader =>
  refusedCallsIn(logSearch(logs(at), systemClock, logGroupName));
