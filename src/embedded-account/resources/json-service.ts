import type { Demand } from '../iam/access/authorize';
import type { Service } from '../wire/service';
import { readJsonCall, refuseJson } from '../wire/json-protocol';
import { regionOf } from './resources';

/** One call that a service understood: what it needs, and what it answers. */
export interface JsonCall {
  readonly demand: Demand | readonly Demand[];
  readonly answer: () => object | Promise<object>;
}

/** What a service can do, by the names of its actions. */
export type JsonActions = Readonly<Record<string, (input: unknown, region: string) => JsonCall>>;

/**
 * A service of AWS's JSON protocols that is read and never changed.
 *
 * @param target what stands before the action in `x-amz-target`
 */
export function jsonService(target: string, version: '1.0' | '1.1', actions: JsonActions): Service {
  const type = `application/x-amz-json-${version}`;
  return {
    read: (http) => {
      const { action, input } = readJsonCall(http, target, Object.keys(actions));
      const call = actions[action]?.(input, regionOf(http));
      if (call === undefined) throw new Error(`${action} is not among ${Object.keys(actions).join(', ')}`);
      return {
        action,
        params: Object.fromEntries(Object.entries(Object(input) as object)),
        demands: () => [call.demand].flat(),
        perform: async () => {
          const result = await call.answer();
          return { answer: { status: 200, headers: { 'content-type': type }, body: JSON.stringify(result) }, result };
        },
      };
    },
    refuse: (error) => refuseJson(error, type),
  };
}

/** One page of a list, by a token that is a number. */
export function pageOf<T>(all: readonly T[], token: string | undefined, size: number) {
  const from = Number(token ?? 0);
  const next = from + size < all.length ? String(from + size) : undefined;
  return { items: all.slice(from, from + size), next };
}
