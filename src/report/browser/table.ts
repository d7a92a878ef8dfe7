import { chosen, firstChoice, headsOf, searchable, type Choice, type ColumnKey } from '../page/choice';
import type { ReportTable } from '../page/encoded';
import { SORTS_BY } from '../page/ids';
import type { ReportPrincipal } from '../page/report';
import { partOf } from './elements';
import { rowOf } from './rows';

/** So many rows are drawn at a time: a browser draws them within a frame or two. */
const ROWS_OF_PAGE = 100;

/** The table of a section: it draws what was chosen, a page at a time, and on paper all of it. */
export class Table {
  readonly #section;
  readonly #columns;
  readonly #all;
  readonly #rows;
  #choice: Choice;
  #shown: readonly ReportPrincipal[] = [];
  #hidden = 0;
  #at = 0;

  constructor(section: HTMLElement, { columns, principals }: ReportTable) {
    this.#section = section;
    this.#columns = columns;
    this.#all = principals.map(searchable);
    this.#rows = partOf(section, 'rows', HTMLTableSectionElement);
    this.#choice = firstChoice(columns);
    for (const { key } of headsOf(columns)) {
      this.#headOf(key)?.addEventListener('click', () => {
        this.#sortBy(key);
      });
    }
    this.#turnBy('previous', -1);
    this.#turnBy('next', 1);
  }

  /** How many are shown, on all pages together. */
  get count(): number {
    return this.#shown.length;
  }

  /** Shows what was chosen from its first page on. */
  choose(change: Partial<Choice>): void {
    this.#choice = { ...this.#choice, ...change };
    const { shown, hidden } = chosen(this.#all, this.#choice);
    [this.#shown, this.#hidden] = [shown, hidden];
    this.#at = 0;
    this.#markSorted();
    this.drawPage();
  }

  /** Draws all that was chosen, for paper. */
  drawAll(): void {
    this.#rows.replaceChildren(...this.#shown.map((one) => rowOf(one, this.#columns)));
  }

  /** Brings the rows before the reader's eyes. */
  scrollTo(): void {
    partOf(this.#section, 'count', HTMLElement).scrollIntoView();
  }

  /** Draws the page that was turned to. */
  drawPage(): void {
    const from = this.#at * ROWS_OF_PAGE;
    const shown = this.#shown.slice(from, from + ROWS_OF_PAGE);
    this.#rows.replaceChildren(...shown.map((one) => rowOf(one, this.#columns)));
    const say = (part: 'count' | 'page', text: string) => {
      partOf(this.#section, part, HTMLElement).textContent = text;
    };
    const hidden = this.#hidden === 0 ? '' : `; ${this.#hidden} of this project not shown`;
    say('count', `${this.#shown.length} of ${this.#all.length} principals${hidden}`);
    say('page', `Page ${this.#at + 1} of ${this.#pages()}`);
    partOf(this.#section, 'previous', HTMLButtonElement).disabled = this.#at === 0;
    partOf(this.#section, 'next', HTMLButtonElement).disabled = this.#at === this.#pages() - 1;
  }

  /** Sorts by a column; the other way round where it is sorted by it already. */
  #sortBy(column: ColumnKey): void {
    const isSame = column === this.#choice.column;
    const first = headsOf(this.#columns).find(({ key }) => key === column)?.isDescending ?? false;
    this.choose({ column, isDescending: isSame ? !this.#choice.isDescending : first });
  }

  #turnBy(part: 'previous' | 'next', pages: number): void {
    partOf(this.#section, part, HTMLButtonElement).addEventListener('click', () => {
      this.#at = Math.min(Math.max(this.#at + pages, 0), this.#pages() - 1);
      this.drawPage();
    });
  }

  #pages(): number {
    return Math.max(1, Math.ceil(this.#shown.length / ROWS_OF_PAGE));
  }

  #headOf(key: ColumnKey): Element | null {
    return this.#section.querySelector(`[${SORTS_BY}="${key}"]`);
  }

  #markSorted(): void {
    for (const { key } of headsOf(this.#columns)) {
      const head = this.#headOf(key)?.closest('th');
      if (key !== this.#choice.column) head?.removeAttribute('aria-sort');
      else head?.setAttribute('aria-sort', this.#choice.isDescending ? 'descending' : 'ascending');
    }
  }
}
