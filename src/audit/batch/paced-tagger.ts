import type { IamTagger } from '../../aws/iam/tagger';
import type { Paced } from '../../aws/iam/paced';

/** A tagger that keeps the pace; tags of users and of roles are different API actions. */
export function pacedTagger(tagger: IamTagger, paced: Paced): IamTagger {
  return {
    tag: (principal, set) => paced(principal.kind === 'user' ? 'TagUser' : 'TagRole', () => tagger.tag(principal, set)),
    untag: (principal, keys) =>
      paced(principal.kind === 'user' ? 'UntagUser' : 'UntagRole', () => tagger.untag(principal, keys)),
  };
}
