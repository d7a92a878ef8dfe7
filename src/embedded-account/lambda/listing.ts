import { z } from 'zod';
import type { AccountState } from '../iam/state';
import { pageFrom } from '../wire/pages';
import { restJsonService } from '../wire/rest-json';
import type { Service } from '../wire/service';
import type { Workloads } from '../workloads/workloads';
import type { FunctionPool } from './functions';

/** A page has fifty functions at most, however many are asked for (Lambda API reference, ListFunctions). */
const PAGE = 50;

const list = z.strictObject({
  FunctionVersion: z.literal('ALL').optional(),
  Marker: z.string().optional(),
  MaxItems: z.coerce.number().int().min(1).max(10_000).default(PAGE),
});

/** Which functions there are: those of a stack in us-east-1, and those that the scene has made. */
export function listingFunctions(
  pools: ReadonlyMap<string, FunctionPool>,
  state: AccountState,
  workloads: Workloads,
): Service {
  const deployed = () =>
    [...pools.values()].flatMap(({ definition: { name, arn, roleId } }) => {
      const role = state.roles.get(roleId);
      return role === undefined ? [] : [{ name, arn, role: state.arnOf('role', role) }];
    });
  return restJsonService([
    {
      ...{ action: 'ListFunctions', method: 'GET', path: '/2015-03-31/functions' },
      read: (input, region) => {
        const { FunctionVersion, Marker, MaxItems } = list.parse(input);
        return {
          demand: { action: 'lambda:ListFunctions', resource: '*' },
          answer: () => {
            const made = workloads
              .of('function', region)
              .filter(({ version }) => version === undefined || FunctionVersion === 'ALL');
            const all = [...(region === 'us-east-1' ? deployed() : []), ...made];
            const wanted = { maxResults: Math.min(MaxItems, PAGE), nextToken: Marker };
            const { items, token } = pageFrom(all, `functions ${region}`, wanted);
            const Functions = items.map(({ name, arn, role, ...one }) => ({
              ...{ FunctionName: name, FunctionArn: arn, Role: role },
              Version: 'version' in one ? one.version : '$LATEST',
            }));
            return { Functions, ...(token.nextToken !== undefined && { NextMarker: token.nextToken }) };
          },
        };
      },
    },
  ]);
}
