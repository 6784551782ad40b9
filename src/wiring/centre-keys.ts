import { type Centre, type CentreKeys, logMeans } from '../trust/centres/index.ts';
import { type CaKey, issuersOf, makeRequest, pemOf, registerOf } from '../trust/issue/index.ts';
import { keyMakingMeans } from '../trust/sign/index.ts';
import { nameInCertificates } from './centre-facts.ts';
import { centreKeyPrefix, type IssuingDeps } from './issuing.ts';
import type { SigningKeys } from './signing-keys.ts';
import { trustedIssuing } from './trusted-issuing.ts';

/** The keys of the sandbox's centres, and the requests with which they go to the root. */
export function centreKeysIn(deps: IssuingDeps, signing: SigningKeys): CentreKeys {
  const newest = (id: string) => signing.heldOf(centreKeyPrefix(id)).at(-1);
  return {
    async request(centre) {
      const found = newest(centre.id);
      return found === undefined ? null : requestOf(centre, found[1]);
    },
    async make(tx, centre) {
      const register = await registerOf(tx, centre.id);
      const certified = register === undefined ? [] : await issuersOf(tx, register.id);
      const last = newest(centre.id);
      const free = last !== undefined && !certified.some(({ key_name }) => key_name === last[0]) ? last[1] : undefined;
      const number = String(signing.heldOf(centreKeyPrefix(centre.id)).length + 1).padStart(3, '0');
      if (free !== undefined) return requestOf(centre, free);
      const key = signing.make(`${centreKeyPrefix(centre.id)}${number}`);
      await logMeans(deps.clock, tx, { operation: 'keygen', means: keyMakingMeans, object: key.spki });
      return requestOf(centre, key);
    },
    trusted: trustedIssuing({ ...deps, signing }),
  };
}

async function requestOf(centre: Centre, key: CaKey): Promise<string> {
  const commonName = nameInCertificates(centre);
  return pemOf('CERTIFICATE REQUEST', await makeRequest({ countryName: 'KG', commonName }, key));
}
