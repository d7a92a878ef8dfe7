import { SHOWS_STATE, SHOWS_TRAIT } from '../page/ids';
import type { Shows, Trait } from '../page/report';
import { element } from './elements';

/** A tile that leads to rows. */
export interface TileButton {
  readonly button: HTMLButtonElement;
  readonly shows: Shows;
}

/** Makes buttons of the tiles that say whom they count. @param show shows them */
export function tilesOf(section: HTMLElement, show: (shows: Shows) => void): readonly TileButton[] {
  const tiles = section.querySelectorAll<HTMLElement>(`[${SHOWS_STATE}], [${SHOWS_TRAIT}]`);
  return Array.from(tiles, (tile) => {
    const shows = showsOf(tile);
    const button = element('button', { type: 'button' }, ...tile.childNodes);
    button.addEventListener('click', () => {
      show(shows);
    });
    tile.append(button);
    return { button, shows };
  });
}

/** The page holds what the very same version has written. */
function showsOf(tile: HTMLElement): Shows {
  const state = tile.getAttribute(SHOWS_STATE);
  return state === null ? { trait: tile.getAttribute(SHOWS_TRAIT) as Trait } : { state };
}
