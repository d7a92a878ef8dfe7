import { z } from 'zod';
import { jsonService } from '../resources/json-service';
import { pageFrom } from '../wire/pages';
import type { Service } from '../wire/service';
import type { Workloads } from './workloads';

const recorders = z.strictObject({});
const aggregators = z.strictObject({
  Limit: z.int().min(0).max(100).default(100),
  NextToken: z.string().optional(),
});

/** AWS Config, as far as one looks at its recorders and aggregators. */
export const configService = (workloads: Workloads): Service =>
  jsonService('StarlingDoveService', '1.1', {
    DescribeConfigurationRecorders: (input, region) => {
      recorders.parse(input);
      return {
        demand: { action: 'config:DescribeConfigurationRecorders', resource: '*' },
        answer: () => ({
          ConfigurationRecorders: workloads.of('recorder', region).map(({ name, role }) => ({ name, roleARN: role })),
        }),
      };
    },
    DescribeConfigurationAggregators: (input, region) => {
      const { Limit, NextToken } = aggregators.parse(input);
      return {
        demand: { action: 'config:DescribeConfigurationAggregators', resource: '*' },
        answer: () => {
          const wanted = { maxResults: Limit, nextToken: NextToken };
          const { items, token } = pageFrom(workloads.of('aggregator', region), `aggregators ${region}`, wanted);
          const ConfigurationAggregators = items.map(({ arn, name, role }) => ({
            ...{ ConfigurationAggregatorName: name, ConfigurationAggregatorArn: arn },
            OrganizationAggregationSource: { RoleArn: role, AllAwsRegions: true },
          }));
          const { nextToken } = token;
          return { ConfigurationAggregators, ...(nextToken !== undefined && { NextToken: nextToken }) };
        },
      };
    },
  });
