/** What the markup and the script of the page must agree on: ids of its elements. */
export const IDS = {
  data: 'data',
  controls: 'controls',
  search: 'search',
  tabs: 'tabs',
} as const;

/** Ids of the section of a report, and of its tab. @param index of the report */
export const sectionId = (index: number) => `report-${index}`;
export const tabId = (index: number) => `tab-${index}`;

/** Attribute of elements that each section has one of; its value is a {@link Part}. */
export const PART = 'data-part';

export type Part =
  | 'kind'
  | 'state'
  | 'to-look-at'
  | 'administers-iam'
  | 'unused'
  | 'own'
  | 'count'
  | 'rows'
  | 'previous'
  | 'next'
  | 'page';

/** Attribute of a button in a table's head: the column that it sorts by. */
export const SORTS_BY = 'data-column';

/** Attributes of a tile whose number leads to rows: their state, or what holds of them. */
export const SHOWS_STATE = 'data-state';
export const SHOWS_TRAIT = 'data-trait';

/** Attribute of what only the script makes useful, and shows. */
export const SCRIPTED = 'data-scripted';
