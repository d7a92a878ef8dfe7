import { z } from 'zod';
import type { EventBus } from '../events/bus';
import { ruleControl } from '../events/control';
import { jsonService } from '../resources/json-service';
import { AwsError } from '../wire/aws-error';
import { pageFrom } from '../wire/pages';
import type { Service } from '../wire/service';
import type { Workloads } from './workloads';

const page = { Limit: z.int().min(1).max(100).default(100), NextToken: z.string().optional() };
const list = z.strictObject(page);
const endpoints = z.strictObject({
  MaxResults: z.int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
});
const rules = z.strictObject({ EventBusName: z.string().default('default'), ...page });
const targets = z.strictObject({ Rule: z.string(), EventBusName: z.string().default('default'), ...page });

const wantedOf = ({ Limit, NextToken }: { readonly Limit: number; readonly NextToken?: string | undefined }) => ({
  ...{ maxResults: Limit, nextToken: NextToken },
});
const nextOf = ({ nextToken }: { readonly nextToken?: string }) =>
  nextToken === undefined ? {} : { NextToken: nextToken };

/**
 * EventBridge, as far as one looks at the rules of its buses, and changes those that a stack deploys. The lists have none of
 * these; who knows the name of one gets its targets.
 */
export function eventsService(workloads: Workloads, accountId: string, bus: EventBus): Service {
  const rulesOn = (bus: string, region: string) =>
    workloads.of('rule', region).filter((one) => (one.bus ?? 'default') === bus);
  return jsonService('AWSEvents', '1.1', {
    ...ruleControl(bus),
    ListEventBuses: (input, region) => ({
      demand: { action: 'events:ListEventBuses', resource: '*' },
      answer: () => {
        const names = new Set(['default', ...workloads.of('rule', region).flatMap(({ bus }) => bus ?? [])]);
        const { items, token } = pageFrom([...names], `buses ${region}`, wantedOf(list.parse(input)));
        const EventBuses = items.map((Name) => ({
          ...{ Name, Arn: `arn:aws:events:${region}:${accountId}:event-bus/${Name}` },
        }));
        return { EventBuses, ...nextOf(token) };
      },
    }),
    ListRules: (input, region) => {
      const { EventBusName, ...wanted } = rules.parse(input);
      return {
        demand: { action: 'events:ListRules', resource: '*' },
        answer: () => {
          const { items, token } = pageFrom(rulesOn(EventBusName, region), `rules ${EventBusName}`, wantedOf(wanted));
          return { Rules: items.map(({ arn, name }) => ({ Arn: arn, Name: name, EventBusName })), ...nextOf(token) };
        },
      };
    },
    ListTargetsByRule: (input, region) => {
      const { Rule, EventBusName, ...wanted } = targets.parse(input);
      const found = rulesOn(EventBusName, region).find(({ name }) => name === Rule);
      const own = EventBusName === 'default' ? bus.deployed.get(Rule) : undefined;
      return {
        demand: { action: 'events:ListTargetsByRule', resource: found?.arn ?? own?.arn ?? '*' },
        answer: () => {
          if (own) {
            const { items, token } = pageFrom([...own.targets], own.arn, wantedOf(wanted));
            const Targets = items.map(([Id, { arn, input, transformer }]) => ({
              ...{ Id, Arn: arn },
              ...(input !== undefined && { Input: input }),
              ...(transformer && { InputTransformer: transformer.definition }),
            }));
            return { Targets, ...nextOf(token) };
          }
          if (!found) throw new AwsError('ResourceNotFoundException', `Rule ${Rule} does not exist on ${EventBusName}`);
          const { items, token } = pageFrom(found.targetRoles, found.arn, wantedOf(wanted));
          const Targets = items.map((RoleArn, index) => ({ Id: String(index), Arn: `${found.arn}-target`, RoleArn }));
          return { Targets, ...nextOf(token) };
        },
      };
    },
    ListEndpoints: (input, region) => {
      const { MaxResults, NextToken } = endpoints.parse(input);
      return {
        demand: { action: 'events:ListEndpoints', resource: '*' },
        answer: () => {
          const wanted = { maxResults: MaxResults, nextToken: NextToken };
          const { items, token } = pageFrom(workloads.of('endpoint', region), `endpoints ${region}`, wanted);
          const Endpoints = items.map(({ arn, name, role }) => ({ Arn: arn, Name: name, RoleArn: role }));
          return { Endpoints, ...nextOf(token) };
        },
      };
    },
  });
}
