import { builtScript } from '../../src/report/build-script';
import { SCRIPT } from '../../src/report/page/script';

describe('the script of the page', () => {
  it('is what npm run page makes of its source', () => {
    expect(SCRIPT).toBe(builtScript());
  });

  it('ends no script element, and is ASCII', () => {
    expect(SCRIPT).not.toMatch(/<\/script|<!--/i);
    expect(SCRIPT).toMatch(/^[\x20-\x7E\n]+$/);
  });

  it('parses no text as markup or code, and asks nobody for anything', () => {
    expect(SCRIPT).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\b|Function\(/);
    expect(SCRIPT).not.toMatch(/\bfetch\b|XMLHttpRequest|WebSocket|sendBeacon|\bimport\(|localStorage|https?:/);
  });
});
