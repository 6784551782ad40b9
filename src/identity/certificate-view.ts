import { Type } from 'typebox';
import type { PreparedByCertificate } from './certificates.ts';

/** What is told of the certificate whose key is to sign, before it does (ES-12.2.1). */
export const CertificateToSignSchema = Type.Object({
  owner: Type.String(),
  number: Type.String(),
  issuer: Type.String(),
  from: Type.String(),
  until: Type.String(),
  limits: Type.Array(Type.Object({ lang: Type.String(), text: Type.String() })),
});

export const certificateToSign = ({
  owner,
  number,
  issuerName: issuer,
  from,
  until,
  limits,
}: PreparedByCertificate['certificate']) => ({ owner, number, issuer, from, until, limits: [...limits] });
