import { hash } from 'node:crypto';
import { der, oids } from '../../der/index.ts';
import { type TerminationGround, terminationGround } from '../../issue/index.ts';
import type { Certificate } from '../../path/index.ts';
import { ocspExtension } from './request.ts';
import { type ResponseStatus, responseStatuses, type SingleState } from './response.ts';

/** What the register says about one certificate (ES-13.1.5, ES-14.5). */
export type SingleAnswer = {
  /** From `certIdBytes`, or as it stood in the question. */
  readonly id: Uint8Array;
  readonly status: SingleState;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  /** KG.7.1: the law's ground of the end. */
  readonly ground?: TerminationGround;
  /** When the event happened: for information, it moves nothing (ES-14.7b). */
  readonly invalidityDate?: Date;
  /** From when on ended certificates are answered for after their expiry (RFC 6960 4.4.4). */
  readonly archiveCutoff?: Date;
  /** The certificate found in the register: the answer then says by its digest that it exists. */
  readonly certificate?: Uint8Array;
  /** The same by its SHA-256, where the certificate itself lies sealed. */
  readonly fingerprint?: Uint8Array;
};

/** What the responder's key signs: ResponseData (RFC 6960 4.2.1). `responder`: named by its key, which is shorter. @throws RangeError */
export const ocspResponseData = (of: {
  readonly responder: Certificate;
  readonly producedAt: Date;
  readonly answers: readonly SingleAnswer[];
  readonly nonce?: Uint8Array | undefined;
}): Buffer =>
  der.sequence(
    der.explicit(2, der.octetString(hash('sha1', of.responder.publicKey.key, 'buffer'))),
    der.generalizedTime(of.producedAt),
    der.sequence(...of.answers.map(single)),
    of.nonce === undefined
      ? undefined
      : der.explicit(1, der.sequence(ocspExtension(oids.ocspNonce, der.octetString(of.nonce)))),
  );

function single({ id, status, thisUpdate, nextUpdate, ...more }: SingleAnswer): Buffer {
  const extensions = [
    more.ground && ocspExtension(oids.kgTerminationGround, terminationGround(more.ground)),
    more.invalidityDate && ocspExtension(oids.invalidityDate, der.generalizedTime(more.invalidityDate)),
    more.archiveCutoff && ocspExtension(oids.ocspArchiveCutoff, der.generalizedTime(more.archiveCutoff)),
    (more.fingerprint ?? more.certificate) && ocspExtension(oids.certHash, certHash(more)),
  ].filter((one) => one !== undefined);
  return der.sequence(
    id,
    stateBytes(status),
    der.generalizedTime(thisUpdate),
    nextUpdate && der.explicit(0, der.generalizedTime(nextUpdate)),
    extensions.length === 0 ? undefined : der.explicit(1, der.sequence(...extensions)),
  );
}

function stateBytes(status: SingleState): Buffer {
  if (status.state !== 'revoked') return der.implicit(status.state === 'good' ? 0 : 2, der.nul());
  const { revocationTime, reason } = status;
  return der.implicit(
    1,
    der.sequence(
      der.generalizedTime(revocationTime),
      reason === undefined ? undefined : der.explicit(0, der.enumerated(reason)),
    ),
  );
}

const certHash = ({ fingerprint, certificate }: Pick<SingleAnswer, 'fingerprint' | 'certificate'>): Buffer =>
  der.sequence(
    der.algorithmIdentifier(oids.sha256),
    der.octetString(fingerprint ?? hash('sha256', certificate!, 'buffer')),
  );

/** The response: `algorithm` as the key's AlgorithmIdentifier, `certificates` the responder's own where the centre delegated. */
export const ocspResponse = (
  data: Uint8Array,
  algorithm: Uint8Array,
  signature: Uint8Array,
  certificates: readonly Certificate[],
): Buffer => {
  const basic = der.sequence(
    data,
    algorithm,
    der.bitString(signature),
    certificates.length === 0 ? undefined : der.explicit(0, der.sequence(...certificates.map(({ raw }) => raw))),
  );
  return responseOfBasic(basic);
};

/** A successful OCSPResponse around a BasicOCSPResponse, for those that are kept without it. */
export const responseOfBasic = (basic: Uint8Array): Buffer =>
  der.sequence(
    der.enumerated(responseStatuses.successful),
    der.explicit(0, der.sequence(der.oid(oids.ocspBasic), der.octetString(basic))),
  );

/** An answer that answers nothing; it is not signed (RFC 6960 2.3). */
export const ocspRefusal = (status: Exclude<ResponseStatus, 'successful'>): Buffer =>
  der.sequence(der.enumerated(responseStatuses[status]));
