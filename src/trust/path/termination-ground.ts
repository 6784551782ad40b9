import { fields, oids, readEnumerated, readInteger, readText } from '../der/index.ts';
import type { RevokedEntry } from './crl-entries.ts';
import { extensionValue } from './extensions.ts';

/** The law's own ground of a certificate's end (ES-13.1.5, ES-14.6, ES-14.8, ES-17.5), as the register has it. */
export type TerminationGround = {
  /** The clause: "14(6)(2)", "14(8)", "17(5)". */
  readonly ground: string;
  /** Terminated (14(6), 17(5)) or revoked by a court (14(8)). */
  readonly status: 'terminated' | 'revoked';
  readonly registerEntry: bigint;
};

/** The extension KG.7.1 of a CRL entry, where there is one. @throws DerError */
export const terminationGround = ({ extensions }: Pick<RevokedEntry, 'extensions'>): TerminationGround | undefined =>
  extensionValue(extensions, oids.kgTerminationGround, (node) => {
    const f = fields(node);
    const ground = readText(f.next());
    const status = readEnumerated(f.next()) === 0 ? 'terminated' : 'revoked';
    const registerEntry = readInteger(f.next());
    f.end();
    return { ground, status, registerEntry };
  });
