import type { ReportTable } from '../page/encoded';
import type { Shows } from '../page/report';
import { element, partOf } from './elements';
import { Table } from './table';
import { tilesOf } from './tiles';

/** The section of a report: a table, and what its own controls and tiles choose of it. */
export class Section {
  readonly #table;
  readonly #kind;
  readonly #state;
  readonly #traits;
  readonly #own;
  readonly #tiles;
  #search = '';

  constructor(
    readonly root: HTMLElement,
    { columns, principals }: ReportTable,
  ) {
    this.#table = new Table(root, { columns, principals });
    this.#kind = partOf(root, 'kind', HTMLSelectElement);
    this.#state = partOf(root, 'state', HTMLSelectElement);
    this.#traits = {
      isToLookAt: partOf(root, 'to-look-at', HTMLInputElement),
      administersIam: partOf(root, 'administers-iam', HTMLInputElement),
      hasUnused: partOf(root, 'unused', HTMLInputElement),
    };
    this.#own = partOf(root, 'own', HTMLInputElement);
    this.#tiles = tilesOf(root, (shows) => {
      this.#show(shows);
    });
    const states = [...new Set(principals.map(({ state }) => state))].sort();
    this.#state.append(...states.map((state) => element('option', {}, state)));
    hideUnless(
      principals.some(({ administersIam }) => administersIam),
      this.#traits.administersIam,
    );
    hideUnless(
      principals.some(({ hasUnused }) => hasUnused),
      this.#traits.hasUnused,
    );
    hideUnless(
      principals.some(({ isOwn }) => isOwn),
      this.#own,
    );
    for (const control of [this.#kind, this.#state, ...Object.values(this.#traits), this.#own]) {
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

  /** Shows whom a tile counts, or all again where it did so already. */
  #show(shows: Shows): void {
    const isShown = this.#isShown(shows);
    this.#kind.value = '';
    this.#state.value = 'state' in shows && !isShown ? shows.state : '';
    for (const [trait, box] of Object.entries(this.#traits))
      box.checked = 'trait' in shows && !isShown && shows.trait === trait;
    this.#choose();
    if (!isShown) this.#table.scrollTo();
  }

  #isShown(shows: Shows): boolean {
    return 'state' in shows ? this.#state.value === shows.state : this.#traits[shows.trait].checked;
  }

  #choose(): void {
    const [kind, state, showsOwn] = [this.#kind.value, this.#state.value, this.#own.checked];
    const traits = (['isToLookAt', 'administersIam', 'hasUnused'] as const).filter(
      (trait) => this.#traits[trait].checked,
    );
    this.#table.choose({ search: this.#search, kind, state, traits, showsOwn });
    for (const { button, shows } of this.#tiles) button.setAttribute('aria-pressed', String(this.#isShown(shows)));
  }
}

/** A box that would choose among nobody is none. */
function hideUnless(isOfUse: boolean, box: HTMLInputElement): void {
  const label = box.closest('label');
  if (label) label.hidden = !isOfUse;
}
