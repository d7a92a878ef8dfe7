import type { CallFilter } from './account-options';

/** One call that reached the embedded account, as a test wants to see it. */
export interface RecordedCall {
  readonly service: string;
  readonly action: string;
  readonly callerArn: string;
  /** Name of the function that called; absent for calls from outside. */
  readonly functionName?: string;
  /** Request id of the invocation that called; absent for calls from outside. */
  readonly invocationId?: string;
  /** Milliseconds of a monotonic clock. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** Places of its arrival and its answer in the order of all arrivals and answers. */
  readonly arrival: number;
  readonly answer: number;
  readonly status: number;
  /** Absent where the call succeeded; `AccessDenied` for every service, whatever word it uses on the wire. */
  readonly errorCode?: string;
  readonly params: unknown;
}

/**
 * How many of these calls had to wait for each other.
 *
 * A new round trip begins with a call that arrives after every earlier one was answered. Calls that are made together
 * arrive before the first answer only where answers take longer than making the calls: give the account a `latencyMs`
 * of 20 or more, and of 100 where other work delays the callers.
 */
export function roundTrips(calls: readonly RecordedCall[]): number {
  let count = 0;
  let lastAnswer = -Infinity;
  for (const call of [...calls].sort((one, other) => one.arrival - other.arrival)) {
    if (call.arrival > lastAnswer) count += 1;
    lastAnswer = Math.max(lastAnswer, call.answer);
  }
  return count;
}

/** The calls up to one of them: what was asked after it arrived did not delay it. */
export function upTo(last: RecordedCall, calls: readonly RecordedCall[]): readonly RecordedCall[] {
  return calls.filter(({ arrival }) => arrival <= last.arrival);
}

/** The calls that have every one of these values. */
export function matching(calls: readonly RecordedCall[], filter: CallFilter): readonly RecordedCall[] {
  const wanted = Object.entries(filter);
  return calls.filter((call) => {
    const fields = new Map<string, unknown>(Object.entries(call));
    return wanted.every(([name, value]) => fields.get(name) === value);
  });
}

/** The calls of each invocation, in the order of their first calls. */
export function byInvocation(calls: readonly RecordedCall[]): readonly (readonly RecordedCall[])[] {
  const groups = new Map<string, RecordedCall[]>();
  for (const call of calls) {
    const id = call.invocationId ?? 'between two invocations';
    groups.set(id, [...(groups.get(id) ?? []), call]);
  }
  return [...groups.values()];
}
