/** Ports whose calls are made as they are, or with something around them. */
export type Over = <Ports extends object>(ports: Ports) => Ports;

/** Wraps ports, so that something can happen around each of their calls. @param around told the number of a call, from 1 */
export function aroundCalls(around: (number: number, call: () => Promise<unknown>) => Promise<unknown>): Over {
  let calls = 0;
  return (ports) =>
    new Proxy(ports, {
      get: (target, name) => {
        const port: unknown = Reflect.get(target, name);
        if (typeof port !== 'function') return port;
        const call = port.bind(target) as (...args: unknown[]) => Promise<unknown>;
        return (...args: unknown[]) => around((calls += 1), () => call(...args));
      },
    });
}

/** Ends a process at one of its calls: it is made, and neither its answer nor any later call comes about. */
export function endingAt(last: number) {
  let isOver = false;
  const over = aroundCalls(async (number, call) => {
    if (number > last) throw new Error('terminated');
    const answer = await call();
    if (number < last) return answer;
    isOver = true;
    throw new Error('terminated');
  });
  return { over, isOver: () => isOver };
}
