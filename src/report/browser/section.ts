import type { ReportTable } from '../page/encoded';
import { element, partOf } from './elements';
import { Table } from './table';

/** The section of a report: a table, and what its own controls choose of it. */
export class Section {
  readonly #table;
  readonly #kind;
  readonly #state;
  readonly #toLookAt;
  #search = '';

  constructor(
    readonly root: HTMLElement,
    { columns, principals }: ReportTable,
  ) {
    this.#table = new Table(root, { columns, principals });
    this.#kind = partOf(root, 'kind', HTMLSelectElement);
    this.#state = partOf(root, 'state', HTMLSelectElement);
    this.#toLookAt = partOf(root, 'to-look-at', HTMLInputElement);
    const states = [...new Set(principals.map(({ state }) => state))].sort();
    this.#state.append(...states.map((state) => element('option', {}, state)));
    for (const control of [this.#kind, this.#state, this.#toLookAt]) {
      control.addEventListener('input', () => {
        this.#choose();
      });
    }
  }

  /** Shows who fits the search beside all else that was chosen. @returns how many */
  search(search: string): number {
    this.#search = search;
    this.#choose();
    return this.#table.count;
  }

  drawAll(): void {
    this.#table.drawAll();
  }

  drawPage(): void {
    this.#table.drawPage();
  }

  #choose(): void {
    const [kind, state, isToLookAt] = [this.#kind.value, this.#state.value, this.#toLookAt.checked];
    this.#table.choose({ search: this.#search, kind, state, isToLookAt });
  }
}
