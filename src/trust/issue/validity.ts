// ES-13.1.2, ES-14.5a-b, DECISIONS 35: how long a certificate may be valid.

export type ValidityLimits = {
  /** The end of the issuer's own certificate. */
  readonly issuerUntil?: Date;
  /** The end of the centre's accreditation. */
  readonly accreditationUntil?: Date;
};
export type ValidityCap = 'asked' | 'issuer' | 'accreditation';
export type Validity = { readonly notBefore: Date; readonly notAfter: Date; readonly cappedBy: ValidityCap };

/** A certificate carries whole seconds. */
const seconds = (at: Date): Date => new Date(Math.floor(at.getTime() / 1000) * 1000);

/**
 * ES-17.5: a certificate that would outlive its issuer or the accreditation is cut at their end, so that no date printed
 * in a certificate is ever overtaken by the end of a term. `from`: the moment of issue, or a later date that was asked for.
 * `undefined` where nothing is left of it.
 */
export function capValidity(from: Date, askedUntil: Date, limits: ValidityLimits): Validity | undefined {
  const notBefore = seconds(from);
  const ends: [ValidityCap, Date | undefined][] = [
    ['asked', askedUntil],
    ['issuer', limits.issuerUntil],
    ['accreditation', limits.accreditationUntil],
  ];
  let [cappedBy, notAfter]: [ValidityCap, Date] = ['asked', seconds(askedUntil)];
  for (const [name, at] of ends)
    if (at !== undefined && seconds(at) < notAfter) [cappedBy, notAfter] = [name, seconds(at)];
  return notAfter > notBefore ? { notBefore, notAfter, cappedBy } : undefined;
}
