import { sign } from 'node:crypto';
import fc from 'fast-check';
import { der, oids, readDer } from '../../../src/trust/der/index.ts';
import {
  cadesMessage,
  certIdBytes,
  digestsOf,
  encodeSignedData,
  finishSigner,
  ocspResponse,
  ocspResponseData,
  parseSignedData,
  partsOf,
  prepareCades,
  signPrepared,
} from '../../../src/trust/formats/index.ts';
import {
  extension,
  makeCentre,
  makeCrl,
  makeParty,
  makeRoot,
  purposes,
  usage,
} from '../../../src/trust/formats/test-parties.ts';
import { mutations } from '../../fuzz/der-mutations.ts';

// What is signed is changed and signed again by its right owner: the signature holds, and everything else must be judged.

export const at = new Date('2026-11-22T04:00:00Z');
const far = new Date('2035-01-01T00:00:00Z');
export const root = makeRoot();
export const centre = makeCentre(root);
export const owner = makeParty({ name: 'Кол коюучу', issuer: centre });
const noCheck = extension(oids.ocspNoCheck, der.nul());
export const responder = makeParty({
  name: 'Абал',
  issuer: centre,
  extensions: [usage(0), purposes(oids.kpOCSPSigning), noCheck],
});
export const content = Buffer.from('Мен макулмун.');
export const issuer = {
  name: centre.certificate.subject,
  publicKey: centre.certificate.publicKey,
  certificate: undefined,
};

const algorithm = der.algorithmIdentifier(oids.ecdsaWithSHA256);
const again = (tbs: Buffer): Buffer => der.sequence(tbs, algorithm, der.bitString(sign('sha256', tbs, centre.key)));
const signedPart = (bytes: Buffer): Buffer => readDer(bytes).children[0]!.raw;

export const rootList = makeCrl(root, { from: at, to: far });
const list = makeCrl(centre, { from: at, to: far }, [{ of: responder, at, reason: 1 }]);

export const certificates = mutations(signedPart(owner.certificate.raw), [centre.certificate.raw]).map(again);
export const lists = mutations(signedPart(list), [rootList]).map(again);

const said = ocspResponseData({
  responder: responder.certificate,
  producedAt: at,
  answers: [
    { id: certIdBytes(owner.certificate.serial, issuer), status: { state: 'good' }, thisUpdate: at, nextUpdate: far },
  ],
});
export const answers = mutations(said, [said]).map((data) =>
  ocspResponse(data, algorithm, sign('sha256', data, responder.key), [responder.certificate]),
);

const prepared = prepareCades({ certificate: owner.certificate, content: digestsOf(content), signingTime: at });
const message = parseSignedData(
  cadesMessage([finishSigner(prepared, signPrepared(prepared, owner.key))], [owner.certificate, centre.certificate]),
);
const [version, id, digest, , scheme] = message.signers[0]!.signedFields as [Buffer, Buffer, Buffer, Buffer, Buffer];
const attributes = message.signers[0]!.signed!.forms[0]!;

/** A message whose signed attributes are these octets, signed as they stand. */
export function messageWith(form: Buffer): Buffer {
  const tagged = Buffer.from(form);
  tagged[0] = 0xa0;
  const value = der.octetString(sign('sha256', form, owner.key));
  return encodeSignedData({ ...partsOf(message), signers: [der.sequence(version, id, digest, tagged, scheme, value)] });
}
export const signedAttributes = attributes;
export const messages: fc.Arbitrary<Buffer> = mutations(attributes, [attributes])
  .filter((form) => form.length > 2)
  .map(messageWith);
