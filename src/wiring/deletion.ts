import { copiesIn } from '../aws/copies/copies';
import { drawnToken } from '../aws/copies/token';
import { principalDeleter } from '../aws/iam/deletion/deleter';
import { principalReader } from '../aws/iam/deletion/reader';
import type { Paced } from '../aws/iam/paced';
import { named, onIam } from './iam';
import type { Place } from './place';
import { evidence } from './store';

/** What reads users and roles whole, keeps copies of them, and takes away what they have. */
export const deletion = (at: Place, paced: Paced) => ({
  ...{ read: onIam(at, principalReader, paced), take: onIam(at, principalDeleter, paced), named: named(at, paced) },
  ...{ copies: copiesIn(evidence(at)), token: drawnToken },
});
