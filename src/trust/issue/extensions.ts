import { hash } from 'node:crypto';
import { der, expect, fields, oids, readBitOctets, readDer, tags } from '../der/index.ts';
import { encodedOnce } from './remembered.ts';

// The extensions of RFC 5280 as the profile uses them.

export const extension = (oid: string, value: Buffer, critical = false): Buffer =>
  der.sequence(der.oid(oid), der.booleanDefaultFalse(critical), der.octetString(value));

/** RFC 5280 4.2.1.2 method 1 in the SHA-256 form of RFC 7093: the first 160 bits. @throws DerError */
export const keyIdentifierOf = (spki: Uint8Array): Buffer => {
  const f = fields(readDer(spki));
  f.next(tags.sequence);
  return identifierOfKey(readBitOctets(f.next()));
};

/** The same of the BIT STRING's octets. */
export const identifierOfKey = (key: Uint8Array): Buffer => hash('sha256', key, 'buffer').subarray(0, 20);

export const subjectKeyIdentifier = (identifier: Buffer): Buffer =>
  extension(oids.subjectKeyIdentifier, der.octetString(identifier));

/** DECISIONS 36: by key identifier only, so that a centre's certificate can be renewed without breaking its paths. */
export const authorityKeyIdentifier = (identifier: Buffer): Buffer =>
  extension(oids.authorityKeyIdentifier, der.sequence(der.implicit(0, der.octetString(identifier))));

export const basicConstraints = encodedOnce(
  (ca: boolean, pathLength?: number): Buffer =>
    extension(
      oids.basicConstraints,
      der.sequence(der.booleanDefaultFalse(ca), pathLength === undefined ? undefined : der.integer(pathLength)),
      true,
    ),
  (ca, pathLength) => `${ca} ${pathLength}`,
);

export const keyUsage = encodedOnce(
  (bits: readonly number[]): Buffer => extension(oids.keyUsage, der.namedBits(bits), true),
  (bits) => bits.join(),
);

export const extKeyUsage = encodedOnce(
  (purposes: readonly string[], critical: boolean): Buffer =>
    extension(oids.extKeyUsage, der.sequence(...purposes.map((one) => der.oid(one))), critical),
  (purposes, critical) => `${critical} ${purposes.join()}`,
);

export const NOTICE_CHARACTERS = 200;

/** RFC 5280 4.2.1.4: the centre's rules by their address, and the first words of the limits for whoever shows notices. */
export const certificatePolicies = encodedOnce(policiesOf, (...value) => JSON.stringify(value));

function policiesOf(policies: readonly string[], cps: string, notice?: string): Buffer {
  const qualifiers = der.sequence(
    der.sequence(der.oid(oids.cps), der.ia5String(cps)),
    notice === undefined
      ? undefined
      : der.sequence(
          der.oid(oids.unotice),
          der.sequence(der.utf8String(Array.from(notice).slice(0, NOTICE_CHARACTERS).join(''))),
        ),
  );
  return extension(
    oids.certificatePolicies,
    der.sequence(...policies.map((one, at) => der.sequence(der.oid(one), at === 0 ? qualifiers : undefined))),
  );
}

export const emailAltName = (email: string): Buffer =>
  extension(oids.subjectAltName, der.sequence(der.implicit(1, der.ia5String(email))));

const uri = (url: string): Buffer => der.implicit(6, der.ia5String(url));

/** One place where a CRL is found. `issuer`: the name of its issuer where that is not the certificate's (an indirect CRL). */
export type CrlPoint = { readonly url: string; readonly issuer?: Uint8Array };

export const distributionPointName = (url: string): Buffer => der.explicit(0, der.implicit(0, der.sequence(uri(url))));

export const cRLDistributionPoints = encodedOnce(
  (points: readonly CrlPoint[]): Buffer =>
    extension(
      oids.cRLDistributionPoints,
      der.sequence(
        ...points.map(({ url, issuer }) =>
          der.sequence(
            distributionPointName(url),
            issuer === undefined ? undefined : der.implicit(2, der.sequence(der.explicit(4, issuer))),
          ),
        ),
      ),
    ),
  (points) => JSON.stringify(points.map(({ url, issuer }) => [url, issuer && Buffer.from(issuer).toString('latin1')])),
);

export const authorityInfoAccess = encodedOnce(
  ({ ocsp, caIssuers }: { readonly ocsp?: string; readonly caIssuers?: string }): Buffer =>
    extension(
      oids.authorityInfoAccess,
      der.sequence(
        ocsp === undefined ? undefined : der.sequence(der.oid(oids.adOcsp), uri(ocsp)),
        caIssuers === undefined ? undefined : der.sequence(der.oid(oids.adCaIssuers), uri(caIssuers)),
      ),
    ),
  ({ ocsp, caIssuers }) => JSON.stringify([ocsp, caIssuers]),
);

export const ocspNoCheck = (): Buffer => extension(oids.ocspNoCheck, der.nul());

/** Whether bytes are one SEQUENCE: keys and names given from outside. @throws DerError */
export const mustBeSequence = (bytes: Uint8Array): Buffer => expect(readDer(bytes), tags.sequence).raw;
