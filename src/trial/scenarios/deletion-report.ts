import type { Deletion, Restoration } from './deletion';

/** What no restoration gives back, and nothing else. */
const NEW = ['createdAt', 'id'];

/** What the mail of each day says of the role, a line for days on which it is the same. */
export function daysOf({ days }: Pick<Deletion, 'days'>): string {
  const width = `day ${days.length - 1}, ${days.length}`.length;
  return days
    .flatMap((says, index) => {
      if (says === days[index - 1]) return [];
      const next = days.findIndex((one, later) => later > index && one !== says);
      const until = next === -1 ? days.length : next;
      const numbers = Array.from({ length: until - index }, (_, more) => index + more + 1).join(', ');
      return [`  ${`day ${numbers}`.padEnd(width)}  ${says}`];
    })
    .join('\n');
}

/** How the role came back. */
export const restorationOf = ({ answers, differences }: Restoration): string =>
  [
    `  restored:  its call is ${answers.restored}; not as the day before it was deleted: ${differences.restored.join(', ')}`,
    `  released:  its call is ${answers.released}; not as before it was disabled: ${differences.released.join(', ')}`,
  ].join('\n');

/** Says what of the deletion and restoration went otherwise than it should; empty where nothing did. */
export function deletionDeviationsOf({ isGone, role }: Deletion, restoration: Restoration): readonly string[] {
  const { isDone, answers, differences, isBack } = restoration;
  const unless = (isSo: boolean, says: string) => (isSo ? [] : [`${role}: ${says}`]);
  return [
    ...unless(isGone, 'is not deleted'),
    ...unless(isDone, 'the command did not restore it'),
    ...unless(answers.restored === 'refused', 'is not denied everything once it is restored'),
    ...unless(answers.released === 'allowed', 'is denied something after its release'),
    ...unless(differences.restored.join() === NEW.join(), 'comes back as another than was deleted'),
    ...unless(differences.released.join() === NEW.join(), 'is another than before, after its release'),
    ...unless(isBack, 'IAM is not as before in the end'),
  ];
}
