import type { Report } from './page/report';

/** In place of a report that there is none of, so that a reader of the page knows. @param why in a sentence */
export const missingPage = (guardrail: string, accountId: string, why: string): Report => ({
  ...{ accountId, title: `${guardrail}: no report`, about: [why] },
  ...{ facts: [{ label: 'Account', value: accountId }], tiles: [], notes: [], charts: [] },
  ...{ columns: [], principals: [] },
});
