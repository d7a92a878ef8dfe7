import { counted } from '../../../domain/notice/lists';
import { plain, type Fact } from '../../../domain/notice/notice';

/** What came of mailing the owners of what a run warned of or changed. */
export interface OwnersTold {
  /** Owners who were mailed about this run. */
  readonly mailed: number;
  /** Owners to whom a mail could not be sent. */
  readonly failed: number;
  /** Why the first of them could not. Absent: all could. */
  readonly why?: string | undefined;
  /** Owners whose address is of a domain that nobody is mailed in. */
  readonly outside: number;
  /** Owners whose tag holds something else than one address. */
  readonly unaddressed: number;
  /** Owners whose mailbox was mailed as often as it may be, by other addresses of its own. */
  readonly crowded: number;
}

/** What a digest says of it. */
export function ownerFacts({
  mailed,
  failed,
  why = 'no reason given',
  outside,
  unaddressed,
  crowded,
}: OwnersTold): readonly Fact[] {
  const leftOut = [
    ...(outside > 0 ? [`${counted(outside, 'owner is', 'owners are')} outside the allowed domains`] : []),
    ...(unaddressed > 0 ? [`${counted(unaddressed, 'owner tag is', 'owner tags are')} not one plain address`] : []),
    ...(crowded > 0
      ? [`${counted(crowded, 'owner is', 'owners are')} a further address of a mailbox that was mailed`]
      : []),
  ];
  return [
    ...(mailed > 0 ? [{ label: 'Owners mailed', value: String(mailed) }] : []),
    ...(failed > 0 ? [{ label: 'Owners not mailed', value: plain(`${failed} (${why})`, 400) }] : []),
    ...(leftOut.length > 0 ? [{ label: 'Owners left out', value: leftOut.join('; ') }] : []),
  ];
}
