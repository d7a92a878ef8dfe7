import {
  EventBridgeClient,
  ListEndpointsCommand,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { byToken } from '../clients/by-token';
import { clientOptions } from '../clients/regional';
import type { Turn } from '../clients/turn';
import { askEach, usedBy, type RoleSource } from './source';

/** Rules of every bus with their targets, disabled ones too, and global endpoints. */
export function eventRulesIn(region: string): RoleSource {
  const events = new EventBridgeClient(clientOptions(region));
  return {
    roles: async function* (turn) {
      const buses = byToken(
        (NextToken) => turn('ListEventBuses', () => events.send(new ListEventBusesCommand({ NextToken }))),
        ({ NextToken }) => NextToken,
      );
      for await (const { EventBuses = [] } of buses) {
        for (const { Name } of EventBuses) yield* rulesOf(Name, events, turn);
      }
      const endpoints = byToken(
        (NextToken) => turn('ListEndpoints', () => events.send(new ListEndpointsCommand({ NextToken }))),
        ({ NextToken }) => NextToken,
      );
      for await (const { Endpoints = [] } of endpoints) {
        yield Endpoints.flatMap(({ Arn, RoleArn }) => usedBy(Arn, RoleArn));
      }
    },
    close: () => {
      events.destroy();
    },
  };
}

async function* rulesOf(EventBusName: string | undefined, events: EventBridgeClient, turn: Turn) {
  const rules = byToken(
    (NextToken) => turn('ListRules', () => events.send(new ListRulesCommand({ EventBusName, NextToken }))),
    ({ NextToken }) => NextToken,
  );
  for await (const { Rules = [] } of rules) {
    yield Rules.flatMap(({ Arn, RoleArn }) => usedBy(Arn, RoleArn));
    yield await askEach(
      Rules,
      async ({ Name, Arn }) => {
        const targets = byToken(
          (NextToken) =>
            turn('ListTargetsByRule', () =>
              events.send(new ListTargetsByRuleCommand({ Rule: Name, EventBusName, NextToken })),
            ),
          ({ NextToken }) => NextToken,
        );
        const roles: (string | undefined)[] = [];
        for await (const { Targets = [] } of targets) roles.push(...Targets.map(({ RoleArn }) => RoleArn));
        return usedBy(Arn, ...roles);
      },
      'ResourceNotFoundException',
    );
  }
}
