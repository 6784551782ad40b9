import { der, type DerNode, fields } from '../../der/index.ts';
import { listWithin, readListWithin, readTextWithin, textWithin } from './sized.ts';

/** ES-17.2.7: other information about the applicant, on demand only. */
export type AdditionalInfo = readonly { readonly type: string; readonly value: string }[];

/** @throws RangeError */
export const additionalInfo = (info: AdditionalInfo): Buffer =>
  listWithin(
    info.map(({ type, value }) => der.sequence(textWithin(type, 64), textWithin(value, 1000))),
    32,
  );

/** @throws DerError */
export const readAdditionalInfo = (node: DerNode): AdditionalInfo =>
  readListWithin(node, 32, (one) => {
    const f = fields(one);
    const value = { type: readTextWithin(f.next(), 64), value: readTextWithin(f.next(), 1000) };
    f.end();
    return value;
  });
