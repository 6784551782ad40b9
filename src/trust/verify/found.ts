import type { MeansUse } from '../issue/index.ts';
import type { Certificate } from '../path/index.ts';
import type { Finding } from './report.ts';

/** A signature as the rules of its format found it, whichever that is: what the law's questions are asked about. */
export type FoundSignature = {
  /** The signer's, where it is at hand. */
  readonly certificate: Certificate | undefined;
  /** What the signer says about the time (DECISIONS 34). */
  readonly claimedTime: Date | undefined;
  /** As the format names it; undefined where it is unknown. */
  readonly algorithm: string | undefined;
  /** What the format's rules found against it, in the words of the report. */
  readonly against: readonly Finding[];
  /** The means that the signer says it was made with (KG.8.1). */
  readonly creationMeans: MeansUse | undefined;
  /** Every value that is this signature's: beside an ECDSA value there is its twin (SEC 1 4.1.4), and its other encoding. Found out when asked. */
  readonly values: () => readonly Buffer[];
  /** What hangs on it and decides nothing. */
  readonly notes: readonly Finding[];
};
