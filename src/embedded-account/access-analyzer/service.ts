import { z } from 'zod';
import { AwsError } from '../wire/aws-error';
import { restJsonService } from '../wire/rest-json';
import type { Service } from '../wire/service';
import { ANALYZER_TYPES, MOST, type Analyzer, type Analyzers } from './analyzers';
import { criteria, fits } from './filter';
import { pageFrom } from '../wire/pages';

const maxResults = z.coerce.number().int().min(1).max(MOST).default(MOST);
const nextToken = z.string().optional();
const list = z.strictObject({ type: z.enum(ANALYZER_TYPES).optional(), maxResults, nextToken });
const one = z.strictObject({ analyzerName: z.string() });
const findings = z.strictObject({ analyzerArn: z.string(), filter: criteria, maxResults, nextToken });
const finding = z.strictObject({ analyzerArn: z.string(), id: z.string(), maxResults, nextToken });

/**
 * IAM Access Analyzer, as far as findings of unused access are read. Both versions of reading findings take the permissions
 * of the first (Service Authorization Reference).
 */
export const accessAnalyzerService = (analyzers: Analyzers): Service =>
  restJsonService([
    {
      ...{ action: 'ListAnalyzers', method: 'GET', path: '/analyzer' },
      read: (input, region) => {
        const { type, ...page } = list.parse(input);
        return {
          demand: { action: 'access-analyzer:ListAnalyzers', resource: '*' },
          answer: () => {
            const { items, token } = pageFrom(analyzers.in(region, type), `analyzers ${type ?? ''}`, page);
            return { analyzers: items.map(summaryOf), ...token };
          },
        };
      },
    },
    {
      ...{ action: 'GetAnalyzer', method: 'GET', path: '/analyzer/{analyzerName}' },
      read: (input, region) => {
        const { analyzerName } = one.parse(input);
        const found = analyzers.in(region).find(({ name }) => name === analyzerName);
        return {
          demand: { action: 'access-analyzer:GetAnalyzer', resource: found?.arn ?? '*' },
          answer: () => {
            if (!found) throw new AwsError('ResourceNotFoundException', `there is no analyzer ${analyzerName}`, 404);
            return { analyzer: { ...summaryOf(found), ...configurationOf(found) } };
          },
        };
      },
    },
    {
      ...{ action: 'ListFindingsV2', method: 'POST', path: '/findingv2' },
      read: (input) => {
        const { analyzerArn, filter, ...page } = findings.parse(input);
        return {
          demand: { action: 'access-analyzer:ListFindings', resource: analyzerArn },
          answer: () => {
            const { items, token } = pageFrom(active(analyzers.withArn(analyzerArn)).findings, analyzerArn, page);
            // What does not fit is left out of a page that is cut already, so that a page may be short, or empty.
            return { findings: items.map(listed).filter((each) => fits(each, filter)), ...token };
          },
        };
      },
    },
    {
      ...{ action: 'GetFindingV2', method: 'GET', path: '/findingv2/{id}' },
      read: (input) => {
        const { analyzerArn, id, ...page } = finding.parse(input);
        return {
          demand: { action: 'access-analyzer:GetFinding', resource: analyzerArn },
          answer: () => {
            const found = active(analyzers.withArn(analyzerArn)).findings.find((each) => each.id === id);
            if (!found) throw new AwsError('ResourceNotFoundException', `there is no finding ${id}`, 404);
            const { items, token } = pageFrom(found.details ?? [], id, page);
            return { ...listed(found), findingDetails: items, ...token };
          },
        };
      },
    },
  ]);

/** Nobody wrote down what AWS answers of an analyzer that does not analyze. */
function active(analyzer: Analyzer): Analyzer {
  const { arn, status = 'ACTIVE' } = analyzer;
  if (status === 'ACTIVE') return analyzer;
  throw new AwsError('NotEmulated', `findings of ${arn}, which is ${status}`);
}

/** `ListAnalyzers` leaves the configuration out. */
const summaryOf = ({ arn, name, type, createdAt, status = 'ACTIVE', managedBy }: Analyzer) => ({
  ...{ arn, name, type, createdAt, status, tags: {} },
  ...(managedBy !== undefined && { managedBy }),
});

const configurationOf = ({ type, unusedAccessAge = 90 }: Analyzer) =>
  type.endsWith('_UNUSED_ACCESS') ? { configuration: { unusedAccess: { unusedAccessAge } } } : {};

function listed({ id, findingType, resource, status = 'ACTIVE', error, at, ...more }: Analyzer['findings'][number]) {
  const [, , , , account = '', name = ''] = resource.split(':');
  return {
    ...{ id, findingType, resource, status, analyzedAt: at, createdAt: at, updatedAt: at },
    resourceType: name.startsWith('role/') ? 'AWS::IAM::Role' : 'AWS::IAM::User',
    resourceOwnerAccount: more.resourceOwnerAccount ?? account,
    ...(error !== undefined && { error }),
  };
}
