import { RELEASE } from '../release/contract';
import { incidentsPage } from '../report/incidents';
import type { PagesBeside } from '../report/page/report';
import { deployment, region } from './environment';
import { openIncidents } from './ledger';

const ONLY_OPEN = 'The page of a run shows open incidents alone. iam-guardrails preview shows past ones as well.';

/** The open incidents of an account, of every guardrail that opens some, for the page of a run. */
export function incidentsBeside(...ledger: Parameters<typeof openIncidents>): PagesBeside {
  const [{ accountId }] = ledger;
  return {
    what: 'Open incidents',
    pages: async (asOf) => {
      const open = await openIncidents(...ledger);
      if (open.length === 0) return [];
      const place = { region: region(), releaseFunction: `${deployment()}-${RELEASE}` };
      return [incidentsPage(open, { accountId, asOf, place, pastUnknown: ONLY_OPEN })];
    },
  };
}
