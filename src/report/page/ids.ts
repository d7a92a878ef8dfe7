/** What the markup and the script of the page must agree on: ids of its elements, and names of attributes and classes. */
export const IDS = {
  data: 'data',
  controls: 'controls',
  search: 'search',
  kind: 'kind',
  state: 'state',
  toLookAt: 'to-look-at',
  count: 'count',
  table: 'principals',
  rows: 'rows',
  previous: 'previous',
  next: 'next',
  page: 'page',
} as const;

/** Attribute of a button in the table's head: the column that it sorts by. */
export const SORTS_BY = 'data-column';
