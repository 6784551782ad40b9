import { der } from '../der/index.ts';
import type { CaKey } from './ca-key.ts';
import { nameOf, type SubjectName } from './names.ts';
import { signStructure } from './sign-certificate.ts';

/** A PKCS#10 request (RFC 2986) for a key of our own: what a centre takes to the root. @throws RangeError */
export const makeRequest = (subject: SubjectName, key: CaKey): Promise<Buffer> =>
  signStructure(der.sequence(der.integer(0), nameOf(subject), key.spki, der.implicit(0, der.setOf())), key);
