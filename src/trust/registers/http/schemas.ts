import { type TSchema, Type } from 'typebox';
import { ContentsView } from '../contents.ts';
import { Moment, nullable, problem } from '../../../platform/shapes.ts';

export const problemAnswers = <T extends TSchema>(success: T) => ({ 200: success, '4xx': problem, '5xx': problem });

/** DECISIONS 39: what may be given of many at once. */
export const entryWithoutNumber = {
  record: Type.Integer({ description: 'Number of the entry in its register' }),
  kind: Type.String(),
  enteredAt: Moment,
  validFrom: Moment,
  validUntil: Moment,
  end: nullable(
    Type.Object({
      record: nullable(Type.Integer()),
      since: Moment,
      ground: Type.String({ description: 'Article, part and item of the law' }),
      reason: nullable(Type.String()),
    }),
  ),
};
export const EntryView = {
  ...entryWithoutNumber,
  number: Type.String({ description: 'Number of the certificate, hexadecimal' }),
  fingerprint: Type.String({ description: 'SHA-256 of the certificate' }),
};
const shown = {
  ...EntryView,
  state: Type.Unsafe<'not-yet-effective' | 'active' | 'terminated' | 'revoked'>(
    Type.Union(['not-yet-effective', 'active', 'terminated', 'revoked'].map((one) => Type.Literal(one))),
  ),
};
export const CentreCertificateView = Type.Object({
  ...shown,
  subject: Type.String(),
  accreditation: nullable(Type.String({ description: 'Number of the certificate of accreditation' })),
  certificate: Type.String({ description: 'DER in base64' }),
});
export const CertificateView = Type.Object({
  ...shown,
  fingerprint: nullable(Type.String({ description: 'SHA-256 of the certificate; null: withheld' })),
  centreId: nullable(Type.String({ description: 'The centre; null: the root' })),
  keeperId: nullable(
    Type.String({ description: 'The centre that keeps the entry: another one after a transfer (ES-13.6f)' }),
  ),
  certificate: nullable(Type.String({ description: 'DER in base64; null: destroyed (ES-13.6d), or withheld' })),
  contents: Type.Union([ContentsView, Type.Null()], {
    description: 'What the certificate says, field by field (ES-13.1.5); null with the certificate',
  }),
  closed: Type.Boolean({
    description: 'The disclosure policy in force closes a part, and so the certificate (ES-8.4.2)',
  }),
  withheld: Type.Boolean({
    description: 'The number stands on a list: who has the certificate asks by its fingerprint (DECISIONS 39)',
  }),
});
