import type { Report } from './page/report';

/** In place of a report that there is none of, so that a reader of the page knows. @param title what the report would be titled @param why in a sentence */
export const missingPage = (title: string, accountId: string, why: string): Report => ({
  ...{ accountId, title: `${title}: no report`, about: [why] },
  ...{ facts: [{ label: 'Account', value: accountId }], tiles: [], notes: [], charts: [] },
  ...{ columns: [], principals: [] },
});
