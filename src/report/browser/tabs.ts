import { byId } from './elements';
import { IDS, tabId } from '../page/ids';

const MOVES: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowRight: (at, last) => (at === last ? 0 : at + 1),
  ArrowLeft: (at, last) => (at === 0 ? last : at - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** Tabs of sections, of which one is shown (ARIA Authoring Practices, "Tabs Pattern"). */
export class Tabs {
  readonly #sections;
  readonly #tabs;

  constructor(sections: readonly HTMLElement[]) {
    this.#sections = sections;
    this.#tabs = sections.map((_, index) => byId(tabId(index), HTMLButtonElement));
    this.#tabs.forEach((tab, index) => {
      tab.addEventListener('click', () => {
        this.#open(index);
      });
    });
    byId(IDS.tabs, HTMLElement).addEventListener('keydown', (event) => {
      const at = this.#tabs.findIndex((tab) => tab === document.activeElement);
      const to = MOVES[event.key]?.(at, this.#tabs.length - 1);
      if (at < 0 || to === undefined) return;
      event.preventDefault();
      this.#open(to);
      this.#tabs[to]?.focus();
    });
    sections.forEach((section, index) => {
      section.setAttribute('role', 'tabpanel');
      section.setAttribute('aria-labelledby', tabId(index));
    });
    this.#open(0);
  }

  /** Says beside each tab how many its section shows. */
  say(counts: readonly number[]): void {
    this.#tabs.forEach((tab, index) => {
      const place = tab.querySelector('span');
      if (place) place.textContent = String(counts[index]);
    });
  }

  #open(index: number): void {
    this.#sections.forEach((section, at) => (section.hidden = at !== index));
    this.#tabs.forEach((tab, at) => {
      tab.setAttribute('aria-selected', String(at === index));
      tab.tabIndex = at === index ? 0 : -1;
    });
  }
}
