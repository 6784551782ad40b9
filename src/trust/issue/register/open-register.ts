import { createHash } from 'node:crypto';
import type { Tx } from '../../../platform/db/index.ts';
import { uuidv7 } from '../../../platform/ids.ts';
import { parseCertificate } from '../../path/index.ts';
import { kindOfPolicies } from '../kinds.ts';
import type { RegisterDeps } from './deps.ts';
import { insertIssuer, insertRegister, type IssuerRow, registerOf } from './store.ts';

/** The register of a centre (of the root: null), opened where there is none yet; its id. */
export async function openRegister(
  tx: Tx,
  deps: Pick<RegisterDeps, 'clock'>,
  holderId: string | null,
): Promise<string> {
  const found = await registerOf(tx, holderId);
  if (found !== undefined) return found.id;
  const id = uuidv7(deps.clock.real());
  await insertRegister(tx, id, holderId, deps.clock.now());
  return id;
}

/**
 * Makes a certificate the one of an issuer: the root's own, a centre's, a trusted person's (in the centre's register), the
 * issuer of status. `keyName` tells where its key is found. Answers the issuer's id.
 */
export async function addIssuer(
  tx: Tx,
  deps: Pick<RegisterDeps, 'clock'>,
  what: {
    readonly registerId: string;
    readonly holderId: string | null;
    readonly certificate: Buffer;
    readonly keyName: string;
  },
): Promise<string> {
  const { registerId, holderId, certificate, keyName } = what;
  const read = parseCertificate(certificate);
  const id = uuidv7(deps.clock.real());
  const kind = kindOfPolicies((read.policies ?? []).map(({ policy }) => policy));
  const own = read.issuer.key === read.subject.key ? 'ROOT' : 'STATUS';
  const row: IssuerRow = {
    id,
    register_id: registerId,
    holder_id: holderId,
    kind: kind === 'ACA' || kind === 'TP' ? kind : own,
    der: certificate,
    key_name: keyName,
    since: deps.clock.now(),
  };
  await insertIssuer(tx, row, createHash('sha256').update(certificate).digest());
  return id;
}
