import { der, DerError, type DerNode, fields, oids, readDer, readInteger, readOid } from '../der/index.ts';
import type { PublicKeyInfo } from './public-key.ts';

// SEC 2: the orders of the curves that any policy of ours trusts.
const orders: ReadonlyMap<string, bigint> = new Map([
  [oids.prime256v1, 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n],
  [oids.secp384r1, 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n],
  [
    oids.secp521r1,
    0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  ],
]);

/**
 * The other value of an ECDSA signature: beside (r, s), (r, n − s) holds as well (SEC 1 4.1.4), and anybody can compute it. What
 * is said of a signature by its value is said of both. undefined where a value has no other, or is none.
 */
export function ecdsaTwin(signature: Uint8Array, key: PublicKeyInfo): Buffer | undefined {
  if (key.algorithm !== oids.ecPublicKey || key.parameters === undefined) return undefined;
  try {
    const order = orders.get(readOid(readDer(key.parameters)));
    const value = fields(readDer(signature));
    const [r, s]: DerNode[] = [value.next(), value.next()];
    value.end();
    if (order === undefined) return undefined;
    return der.sequence(der.integer(readInteger(r!)), der.integer(order - readInteger(s!)));
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}
