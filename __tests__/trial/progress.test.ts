import { Progress } from '../../src/trial/progress';

/** What is written while two things are done. */
function written(isTTY: boolean): string {
  const texts: string[] = [];
  const progress = new Progress({ isTTY, write: (text: string | Uint8Array) => texts.push(String(text)) > 0 });
  progress.say('one');
  progress.say('two');
  progress.clear();
  return texts.join('');
}

describe('progress', () => {
  it('is one line that is written over, and taken away in the end, on a terminal', () => {
    expect(written(true)).toMatch(/^\r\x1b\[K +\d+ s {2}one\r\x1b\[K +\d+ s {2}two\r\x1b\[K$/);
  });

  it('is a line each in a log', () => {
    expect(written(false)).toMatch(/^ +\d+ s {2}one\n +\d+ s {2}two\n$/);
  });
});
