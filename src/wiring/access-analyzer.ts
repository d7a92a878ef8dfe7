import { unusedAccess, type AnalysisReading } from '../aws/access-analyzer/unused-access';
import { region } from './environment';
import type { Place } from './place';

/** What the analyzers of the account find in the Region of the functions: findings are the same in every Region. */
export const unusedAccessHere = ({ accountId }: Place, reading: Pick<AnalysisReading, 'paced' | 'needsDetails'>) =>
  unusedAccess({ accountId, regions: [region()], ...reading });
