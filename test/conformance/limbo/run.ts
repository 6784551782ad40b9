import { DerError } from '../../../src/trust/der/index.ts';
import {
  anchorOf,
  CertificatePool,
  CrlPool,
  parseCertificate,
  parseCrl,
  strictAlgorithms,
  verifyCertificate,
  withMlDsa,
} from '../../../src/trust/path/index.ts';
import { listCases } from './cases-lists.ts';
import { nameCases } from './cases-names.ts';
import { pathCases } from './cases-paths.ts';
import { profileCases } from './cases-profile.ts';
import type { Case } from './world.ts';

export const allCases = (): Case[] => [...profileCases(), ...nameCases(), ...pathCases(), ...listCases()];

/** Our verdict on a case: '' where it convinces, else why not. `conforming`: with the rules that bind issuers. */
export function judge(one: Case, conforming: boolean): string {
  try {
    const verdict = verifyCertificate(parseCertificate(one.target.bytes), {
      anchors: one.anchors.map(({ bytes }) => anchorOf(parseCertificate(bytes))),
      certificates: new CertificatePool((one.others ?? []).map(({ bytes }) => parseCertificate(bytes))),
      crls: new CrlPool((one.lists ?? []).map(parseCrl)),
      at: new Date(one.at ?? '2024-01-01T00:00:00Z'),
      status: one.lists === undefined ? 'none' : 'required',
      rules: {
        algorithms: one.mlDsa === true ? withMlDsa(strictAlgorithms) : strictAlgorithms,
        conforming,
        ...(one.purpose === undefined ? {} : { purpose: { extKeyUsage: one.purpose } }),
      },
    });
    return verdict.problems
      .map(({ fault, detail = '' }) => `${fault}${/^(status|not-conforming)/.test(fault) ? ` ${detail}` : ''}`)
      .join(', ');
  } catch (error) {
    if (error instanceof DerError) return 'not DER';
    throw error;
  }
}
