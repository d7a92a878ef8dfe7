import {
  ConfigServiceClient,
  DescribeConfigurationAggregatorsCommand,
  DescribeConfigurationRecordersCommand,
} from '@aws-sdk/client-config-service';
import { byToken } from '../clients/by-token';
import { clientOptions } from '../clients/regional';
import { usedBy, type RoleSource } from './source';

/** Recorders of AWS Config, running or not, and aggregators of an organization. */
export function recordersIn(region: string): RoleSource {
  const config = new ConfigServiceClient(clientOptions(region));
  return {
    roles: async function* (turn) {
      const { ConfigurationRecorders = [] } = await turn('DescribeConfigurationRecorders', () =>
        config.send(new DescribeConfigurationRecordersCommand({})),
      );
      yield ConfigurationRecorders.flatMap(({ name, roleARN }) =>
        usedBy(`recorder ${name ?? ''} in ${region}`, roleARN),
      );
      const aggregators = byToken(
        (NextToken) =>
          turn('DescribeConfigurationAggregators', () =>
            config.send(new DescribeConfigurationAggregatorsCommand({ NextToken })),
          ),
        ({ NextToken }) => NextToken,
      );
      for await (const { ConfigurationAggregators = [] } of aggregators) {
        yield ConfigurationAggregators.flatMap(({ ConfigurationAggregatorArn, OrganizationAggregationSource }) =>
          usedBy(ConfigurationAggregatorArn, OrganizationAggregationSource?.RoleArn),
        );
      }
    },
    close: () => {
      config.destroy();
    },
  };
}
