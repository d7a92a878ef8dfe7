import { chosen, COLUMNS, searchable, type Choice, type ColumnKey } from '../page/choice';
import { IDS, SORTS_BY } from '../page/ids';
import type { ReportPrincipal } from '../page/report';
import { byId } from './elements';
import { rowOf } from './rows';

/** So many rows are drawn at a time: a browser draws them within a frame or two. */
const ROWS_OF_PAGE = 100;

/** Those who use the smallest part of what they may use come first. */
const FIRST: Choice = {
  ...{ search: '', kind: '', state: '', isToLookAt: false },
  ...{ column: 'coveragePercent', isDescending: false },
};

/** The table of the page: it draws what was chosen, a page at a time, and on paper all of it. */
export class Table {
  readonly #all;
  readonly #rows = byId(IDS.rows, HTMLTableSectionElement);
  readonly #count = byId(IDS.count, HTMLElement);
  readonly #page = byId(IDS.page, HTMLElement);
  readonly #previous = byId(IDS.previous, HTMLButtonElement);
  readonly #next = byId(IDS.next, HTMLButtonElement);
  #choice = FIRST;
  #shown: readonly ReportPrincipal[] = [];
  #at = 0;

  constructor(principals: readonly ReportPrincipal[]) {
    this.#all = principals.map(searchable);
    this.choose({});
  }

  /** Shows what was chosen from its first page on. */
  choose(change: Partial<Choice>): void {
    this.#choice = { ...this.#choice, ...change };
    this.#shown = chosen(this.#all, this.#choice);
    this.#at = 0;
    this.#markSorted();
    this.#draw();
  }

  /** Sorts by a column; the other way round where it is sorted by it already. */
  sortBy(column: ColumnKey): void {
    const isSame = column === this.#choice.column;
    this.choose({ column, isDescending: isSame && !this.#choice.isDescending });
  }

  /** Goes so many pages on. */
  turn(pages: number): void {
    this.#at = Math.min(Math.max(this.#at + pages, 0), this.#pages() - 1);
    this.#draw();
  }

  /** Draws all that was chosen, for paper. */
  drawAll(): void {
    this.#rows.replaceChildren(...this.#shown.map(rowOf));
  }

  /** Draws the page again. */
  drawPage(): void {
    this.#draw();
  }

  #pages(): number {
    return Math.max(1, Math.ceil(this.#shown.length / ROWS_OF_PAGE));
  }

  #draw(): void {
    const from = this.#at * ROWS_OF_PAGE;
    this.#rows.replaceChildren(...this.#shown.slice(from, from + ROWS_OF_PAGE).map(rowOf));
    this.#count.textContent = `${this.#shown.length} of ${this.#all.length} principals`;
    this.#page.textContent = `Page ${this.#at + 1} of ${this.#pages()}`;
    this.#previous.disabled = this.#at === 0;
    this.#next.disabled = this.#at === this.#pages() - 1;
  }

  #markSorted(): void {
    for (const { key } of COLUMNS) {
      const head = document.querySelector(`[${SORTS_BY}=${key}]`)?.closest('th');
      if (key !== this.#choice.column) head?.removeAttribute('aria-sort');
      else head?.setAttribute('aria-sort', this.#choice.isDescending ? 'descending' : 'ascending');
    }
  }
}
